import { type OutputUnit, Validator } from '@cfworker/json-schema';
import { isObject, type Json } from '@/lib/trace/json';

/** `problems` empty: it fits. null: the schema does not tell. */
export interface SchemaFit {
  problems: string[] | null;
}

/** More are no help to a reader. */
const most = 3;

/** These only say that something inside of them does not fit; that is told by itself. */
const wrappers = new Set(['properties', 'items', 'prefixItems', '$ref', 'allOf']);

/**
 * Where a value does not fit a JSON schema, at most three places. Nothing is evaluated. A hostile schema can make
 * it run for ever (a pattern, references that fan out): call it where it can be ended, as `checkFit` does.
 */
export function schemaFit(schema: Json, value: Json): SchemaFit {
  if (!isObject(schema)) return { problems: null };
  try {
    // Of older dialects it reads what the newest has too.
    const { errors } = new Validator(schema, '2020-12', false).validate(value);
    const own = errors.filter(({ keyword }) => !wrappers.has(keyword));
    return { problems: (own.length > 0 ? own : errors).slice(0, most).map(words) };
  } catch {
    // A reference to nowhere or to itself, a pattern that is none.
    return { problems: null };
  }
}

const words = ({ instanceLocation, error }: OutputUnit): string =>
  instanceLocation === '#' ? error : `${instanceLocation.replace(/^#\//, '')}: ${error}`;
