import type { JsonObject } from '@/lib/trace/json';

/** A Python float. JSON.parse keeps no difference between 1 and 1.0, and Python writes both as they were. */
export class PythonFloat {
  constructor(readonly value: number) {}
}

export type PythonDict = ReadonlyMap<string, PythonValue>;

/**
 * What Python's `json.loads` gives. Whole numbers are ints, as number or, beyond 2^53, bigint; a number with a
 * fraction is a float. Plain JSON is one of these too: an object of it is read by its own keys.
 */
export type PythonValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | PythonFloat
  | readonly PythonValue[]
  | PythonDict
  | JsonObject;

export const isList = (value: PythonValue): value is readonly PythonValue[] => Array.isArray(value);

export const isDict = (value: PythonValue): value is PythonDict | JsonObject =>
  typeof value === 'object' && value !== null && !isList(value) && !(value instanceof PythonFloat);

/** Pairs in the order of the file, but those of a plain object in that of JavaScript. */
export const dictEntries = (dict: PythonDict | JsonObject): [string, PythonValue][] =>
  dict instanceof Map ? [...dict] : Object.entries(dict);

/** Python's `dict.get`: undefined where the key is not there. */
export function dictGet(dict: PythonDict | JsonObject, key: string): PythonValue | undefined {
  if (dict instanceof Map) return dict.get(key);
  const own = Object.getOwnPropertyDescriptor(dict, key);
  return own === undefined ? undefined : (own.value ?? null);
}

/** Of an int or a float; null of everything else. An int beyond 2^53 is rounded. */
export function numberOf(value: PythonValue | undefined): number | null {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  return value instanceof PythonFloat ? value.value : null;
}

/** Python orders text by code point; JavaScript by UTF-16 unit, which puts U+E000 and up behind the astral planes. */
export function compareCodePoints(left: string, right: string): number {
  const a = [...left];
  const b = [...right];
  for (let at = 0; at < Math.min(a.length, b.length); at += 1) {
    const difference = (a[at]?.codePointAt(0) ?? 0) - (b[at]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** Python's `==`: 1, 1.0 and True are equal, NaN is not even equal to itself, the order of keys does not matter. */
export function pythonEqual(left: PythonValue, right: PythonValue): boolean {
  const a = typeof left === 'boolean' ? Number(left) : left;
  const b = typeof right === 'boolean' ? Number(right) : right;
  if (typeof a === 'bigint' && typeof b === 'bigint') return a === b;
  const x = numberOf(a);
  const y = numberOf(b);
  if (x !== null || y !== null) return x === y;
  if (typeof a === 'string' || typeof b === 'string' || a === null || b === null) return a === b;
  if (isList(a) && isList(b))
    return a.length === b.length && a.every((item, at) => pythonEqual(item, b[at] ?? null));
  if (!isDict(a) || !isDict(b)) return false;
  const entries = dictEntries(a);
  if (entries.length !== dictEntries(b).length) return false;
  return entries.every(([key, value]) => {
    const other = dictGet(b, key);
    return other !== undefined && pythonEqual(value, other);
  });
}
