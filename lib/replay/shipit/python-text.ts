import type { Json } from '@/lib/trace/json';

/** Python's truth: empty text, lists and objects are false. */
export function truthy(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === false || value === 0 || value === '')
    return false;
  if (typeof value !== 'object') return true;
  return Object.keys(value).length > 0;
}

const short = new Map([
  ['\\', '\\\\'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/** Letters, marks, numbers, punctuation and symbols print as they are, of spaces the ASCII one alone. */
const printable = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u;

function escaped(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  if (code <= 0xff) return `\\x${code.toString(16).padStart(2, '0')}`;
  if (code <= 0xffff) return `\\u${code.toString(16).padStart(4, '0')}`;
  return `\\U${code.toString(16).padStart(8, '0')}`;
}

function reprText(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const chars = [...text].map(
    (char) =>
      short.get(char) ??
      (char === quote ? `\\${char}` : printable.test(char) ? char : escaped(char)),
  );
  return `${quote}${chars.join('')}${quote}`;
}

/** Python's `repr` of a JSON value. A float without fraction prints as an integer: JSON.parse keeps no difference. */
export function pythonRepr(value: Json): string {
  if (typeof value === 'string') return reprText(value);
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return `[${value.map(pythonRepr).join(', ')}]`;
  const members = Object.entries(value).map(
    ([key, item]) => `${reprText(key)}: ${pythonRepr(item)}`,
  );
  return `{${members.join(', ')}}`;
}

/** Python's `str`. */
export const pythonStr = (value: Json): string =>
  typeof value === 'string' ? value : pythonRepr(value);

/** Python's `[start:end]` of a list. */
export function pythonSlice<T>(list: readonly T[], end: number): T[] {
  return list.slice(0, end < 0 ? Math.max(0, list.length + end) : end);
}
