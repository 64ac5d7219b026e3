import { dumpCompactJson, dumpIndentedJson } from '../python/python-json';
import { pythonStr } from '../python/python-text';
import { PythonFloat, type PythonValue } from '../python/python-value';
import { SeedError } from '../python/seed-error';
import { type ClientValue, dumpable } from './client-value';

/** One operation as the Python client prints it. */
export interface FormattedOperation {
  /** Shown as seconds since the epoch, which a commit counter is not: Statehouse does the same. */
  timestamp: number | bigint;
  agent: string;
  /** `write` or `delete`; another word is shown in capitals. */
  operation: string;
  key: string;
  version: number | bigint;
  /** null: no value is shown. */
  value: ClientValue | null;
  namespace: string;
}

const firstSecond = -62_135_596_800;
const lastSecond = 253_402_300_799;

/** `HH:MM:SSZ` in UTC. Throws SeedError `ValueError` outside of the years 1 to 9999. */
export function formatTs(timestamp: number | bigint): string {
  const seconds = Number(timestamp);
  if (seconds > 2 ** 63 - 1)
    throw new SeedError('OverflowError', 'timestamp out of range for platform time_t');
  if (seconds < firstSecond || seconds > lastSecond)
    throw new SeedError('ValueError', 'year is out of range');
  const day = ((Math.floor(seconds) % 86_400) + 86_400) % 86_400;
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(day / 3600))}:${two(Math.floor(day / 60) % 60)}:${two(day % 60)}Z`;
}

const cut = (chars: readonly string[], length: number): string => chars.slice(0, length).join('');
const longestKey = 48;

/**
 * A key in 48 characters: of a longer one its first 45, or first and last part of a path where these two alone fit
 * beside five characters.
 */
export function formatKey(key: string): string {
  const chars = [...key];
  if (chars.length <= longestKey) return key;
  const parts = key.split('/');
  const [first = ''] = parts;
  const last = parts.at(-1) ?? '';
  const fits = [...first].length + [...last].length + 5 < longestKey;
  if (parts.length > 2 && fits) return `${first}/.../${last}`;
  return `${cut(chars, longestKey - 3)}...`;
}

function compact(value: ClientValue, longest: number): string | null {
  try {
    const text = dumpCompactJson(dumpable(value));
    return [...text].length <= longest ? text : null;
  } catch (error) {
    if (error instanceof SeedError) return null;
    throw error;
  }
}

/** A value in one line of about `longest` characters: compact JSON where it fits, else what it holds. */
export function formatValueSummary(value: ClientValue, longest = 120): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'string') {
    const escaped = value.replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t');
    const chars = [...escaped];
    return chars.length <= longest ? `"${escaped}"` : `"${cut(chars, longest - 6)}..."`;
  }
  if (typeof value === 'number' || typeof value === 'bigint' || value instanceof PythonFloat)
    return pythonStr(value);
  if (value instanceof Map) return dictSummary(value, [...value.keys()], longest);
  if (isPlainList(value)) {
    if (value.length === 0) return '[]';
    const shown = value.slice(0, 2).map((item) => formatValueSummary(item, 30));
    const more = value.length > 2 ? `, ...] len=${value.length}` : ']';
    return compact(value, longest) ?? `[${shown.join(', ')}${more}`;
  }
  return dictSummary(value, Object.keys(value), longest);
}

const isPlainList = (value: ClientValue): value is readonly PythonValue[] => Array.isArray(value);

function dictSummary(value: ClientValue, keys: readonly string[], longest: number): string {
  if (keys.length === 0) return '{}';
  const shown = keys.slice(0, 2).map((key) => `${key}:...`);
  const more = keys.length > 2 ? `, n_fields=${keys.length}` : '';
  return compact(value, longest) ?? `{${shown.join(', ')}${more}}`;
}

const padded = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - [...text].length));

const prefixes: readonly [string, string][] = [
  ['tool/', 'TOOL'],
  ['note/', 'NOTE'],
  ['annotation/', 'NOTE'],
  ['final/', 'FINAL'],
  ['answer/', 'FINAL'],
];

function begin({ timestamp, namespace, agent }: FormattedOperation): string {
  const chars = [...agent];
  const shown = chars.length <= 20 ? agent : `${cut(chars, 17)}...`;
  const place = namespace === 'default' ? '' : `  ns=${namespace}`;
  return `${formatTs(timestamp)}${place}  agent=${shown}`;
}

/** The line of `statehousectl replay`: the word for the operation comes from the key where it begins with one. */
export function formatEventPretty(operation: FormattedOperation): string {
  const { key, version, value } = operation;
  const [, named] = prefixes.find(([prefix]) => key.startsWith(prefix)) ?? [];
  const word =
    named ?? (operation.operation === 'delete' ? 'DEL' : operation.operation.toUpperCase());
  const line = `${begin(operation)}  ${padded(word, 5)}  key=${padded(formatKey(key), 20)}  v=${version}`;
  return value === null ? line : `${line}  ${formatValueSummary(value)}`;
}

/** The lines of `statehousectl replay --verbose`. A value with a nested object or list is unprintable there. */
export function formatEventVerbose(
  operation: FormattedOperation,
  transaction: string,
  index: number,
): string {
  const { key, version, value } = operation;
  const word = padded(operation.operation.toUpperCase(), 5);
  const txn = cut([...transaction], 12);
  const head = `${begin(operation)}  ${word}  key=${formatKey(key)}  v=${version}  txn=${txn}  event=${index}`;
  if (value === null) return head;
  try {
    return `${head}\n  payload: ${dumpIndentedJson(dumpable(value))}`;
  } catch (error) {
    if (error instanceof SeedError) return `${head}\n  payload: <unprintable>`;
    throw error;
  }
}
