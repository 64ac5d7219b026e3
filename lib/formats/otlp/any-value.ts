import { field, isObject, type Json, textField } from '@/lib/trace/json';

/**
 * A value of the OTLP wire as plain JSON. Integers, which the wire writes as text, become numbers where a double
 * holds them; bytes stay base64. Nesting is bounded: deeper records are not parsed at all.
 */
export function readAnyValue(value: Json | undefined): Json {
  if (!isObject(value)) return value ?? null;
  const [kind] = Object.keys(value);
  const inner = kind === undefined ? null : (field(value, kind) ?? null);
  switch (kind) {
    case 'intValue':
    case 'int_value':
      return integer(inner);
    case 'arrayValue':
    case 'array_value':
      return valuesOf(inner).map(readAnyValue);
    case 'kvlistValue':
    case 'kvlist_value':
      return Object.fromEntries(pairsOf(valuesOf(inner)));
    default:
      return inner;
  }
}

/** A list of OTLP key-value pairs; the last of several equal keys wins. An object is taken as it is. */
export function readAttributes(list: Json | undefined): Map<string, Json> {
  if (isObject(list)) return new Map(Object.entries(list));
  return new Map(pairsOf(Array.isArray(list) ? list : []));
}

function valuesOf(value: Json): Json[] {
  const values = field(value, 'values') ?? value;
  return Array.isArray(values) ? values : [];
}

const pairsOf = (list: Json[]): [string, Json][] =>
  list.flatMap((pair): [string, Json][] => {
    const key = textField(pair, 'key');
    return key === undefined ? [] : [[key, readAnyValue(field(pair, 'value'))]];
  });

function integer(value: Json): Json {
  if (typeof value !== 'string') return value;
  const number = Number(value);
  return /^-?\d+$/.test(value) && Number.isSafeInteger(number) ? number : value;
}
