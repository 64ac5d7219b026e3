import {
  dictEntries,
  isDict,
  isList,
  numberOf,
  PythonFloat,
  type PythonValue,
} from './python-value';
import { SeedError } from './seed-error';

/** Python's truth: empty text, lists and objects are false. */
export function truthy(value: PythonValue | undefined): boolean {
  if (value === undefined || value === null || value === false || value === '') return false;
  if (typeof value === 'number' || typeof value === 'bigint') return Number(value) !== 0;
  if (value instanceof PythonFloat) return value.value !== 0;
  if (typeof value !== 'object') return true;
  return isList(value) ? value.length > 0 : dictEntries(value).length > 0;
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

/** The shortest digits that give the same double, as both languages write them, in Python's shape: `1e-05`, `1e+16`. */
export function reprFloat(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value < 0 ? '-inf' : 'inf';
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  const [mantissa = '0', power = '0'] = Math.abs(value).toExponential().split('e');
  const digits = mantissa.replace('.', '');
  const exponent = Number(power);
  if (exponent < -4 || exponent >= 16) {
    const fraction = digits.length > 1 ? `.${digits.slice(1)}` : '';
    const places = String(Math.abs(exponent)).padStart(2, '0');
    return `${sign}${digits[0]}${fraction}e${exponent < 0 ? '-' : '+'}${places}`;
  }
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  return `${sign}${whole}.${digits.slice(exponent + 1) || '0'}`;
}

/** A number that is whole and exact is an int: JSON.parse keeps no difference, `parsePythonJson` does. */
export const reprNumber = (value: number): string =>
  Number.isSafeInteger(value) ? String(value === 0 ? 0 : value) : reprFloat(value);

/** Python's `repr` of what `json.loads` gives. */
export function pythonRepr(value: PythonValue): string {
  if (typeof value === 'string') return reprText(value);
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return reprNumber(value);
  if (typeof value === 'bigint') return String(value);
  if (value instanceof PythonFloat) return reprFloat(value.value);
  if (isList(value)) return `[${value.map(pythonRepr).join(', ')}]`;
  const members = dictEntries(value).map(([key, item]) => `${reprText(key)}: ${pythonRepr(item)}`);
  return `{${members.join(', ')}}`;
}

/** Python's `str`. */
export const pythonStr = (value: PythonValue): string =>
  typeof value === 'string' ? value : pythonRepr(value);

/** Python's name of the type, as its error messages have it. */
export function typeName(value: PythonValue): string {
  if (value === null) return 'NoneType';
  if (typeof value === 'string') return 'str';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'bigint') return 'int';
  if (typeof value === 'number') return Number.isSafeInteger(value) ? 'int' : 'float';
  if (value instanceof PythonFloat) return 'float';
  return isDict(value) ? 'dict' : 'list';
}

/** Python's `[start:end]` of a list. */
export function pythonSlice<T>(list: readonly T[], end: number): T[] {
  return list.slice(0, end < 0 ? Math.max(0, list.length + end) : end);
}

const space = '[\\t-\\r\\x1c- \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]';
const edges = new RegExp(`^${space}+`);
const blank = new RegExp(`^${space}$`);

/** Python's `rstrip`: other white space than JavaScript's `trimEnd`, which takes a byte order mark along. */
export function pythonRstrip(text: string): string {
  let end = text.length;
  while (end > 0 && blank.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** Python's `strip`. */
export const pythonStrip = (text: string): string => pythonRstrip(text).replace(edges, '');

/** Python's `int(value)`. Throws SeedError where Python does; beyond 2^53 the number is rounded. */
export function pythonInt(value: PythonValue): number {
  if (typeof value === 'boolean') return Number(value);
  const number = numberOf(value);
  if (number !== null) {
    if (Number.isNaN(number))
      throw new SeedError('ValueError', 'cannot convert float NaN to integer');
    return Math.trunc(number) || 0;
  }
  if (typeof value === 'string') {
    const digits = /^[+-]?\d+(?:_\d+)*$/.exec(pythonStrip(value));
    if (digits) return Number(digits[0].replaceAll('_', ''));
    throw new SeedError(
      'ValueError',
      `invalid literal for int() with base 10: ${pythonRepr(value)}`,
    );
  }
  throw new SeedError('TypeError', `int() argument must not be '${typeName(value)}'`);
}

const floatText = /^[+-]?(?:\d+(?:_\d+)*(?:\.(?:\d+(?:_\d+)*)?)?|\.\d+(?:_\d+)*)(?:e[+-]?\d+)?$/i;

/** Python's `float(value)`. Throws SeedError where Python does. */
export function pythonFloat(value: PythonValue): number {
  if (typeof value === 'boolean') return Number(value);
  const number = numberOf(value);
  if (number !== null) return number;
  if (typeof value !== 'string')
    throw new SeedError('TypeError', `float() argument must not be '${typeName(value)}'`);
  const text = pythonStrip(value);
  if (floatText.test(text)) return Number(text.replaceAll('_', ''));
  const word = /^([+-]?)(?:(inf(?:inity)?)|nan)$/i.exec(text);
  if (!word)
    throw new SeedError('ValueError', `could not convert string to float: ${pythonRepr(value)}`);
  if (!word[2]) return Number.NaN;
  return word[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}
