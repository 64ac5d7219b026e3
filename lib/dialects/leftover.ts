import { isObject, type Json, type JsonObject } from '@/lib/trace/json';

const isEmpty = (value: Json): boolean =>
  value === null ||
  value === '' ||
  (Array.isArray(value) && value.length === 0) ||
  (isObject(value) && Object.keys(value).length === 0);

/** The members that a reader does not know and that say something; null where there are none. */
export function leftover(value: JsonObject, known: ReadonlySet<string>): JsonObject | null {
  const rest = Object.entries(value).filter(([key, inner]) => !known.has(key) && !isEmpty(inner));
  // fromEntries defines own members, so that a key such as __proto__ stays data.
  return rest.length > 0 ? Object.fromEntries(rest) : null;
}
