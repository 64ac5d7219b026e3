import { isObject, type Json, type JsonObject } from '@/lib/trace/json';

/**
 * A value as Statehouse's server gives it back: only objects are kept (anything else becomes `{}`), objects and
 * lists inside lists become null, numbers are doubles. From its service.rs, by way of the oracle.
 */
export const statehouseValue = (value: Json): JsonObject =>
  isObject(value) ? ofObject(value) : {};

// fromEntries defines its members: a key such as `__proto__` stays a key.
const ofObject = (object: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [key, ofMember(value)]));

function ofMember(value: Json): Json {
  if (Array.isArray(value)) return value.map((item) => (typeof item === 'object' ? null : item));
  return isObject(value) ? ofObject(value) : value;
}
