import { isObject, type Json } from '@/lib/trace/json';

const byName =
  /(^|_)(id|uuid|guid|ts|time|timestamp|date|datetime|now|cursor|nonce|token|seed)$|(Id|Uuid|Timestamp|Time|Date|At|Cursor|Nonce|Token)$|_at$/;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const clock = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}|$)/;
/** Seconds or milliseconds since 1970, between 2001 and 2286. */
const isEpoch = (value: number): boolean =>
  Number.isInteger(value) && /^[1-9](\d{9}|\d{12})$/.test(String(value));

const deepest = 8;
const most = 20;

/**
 * Paths of arguments that look like clocks and ids, by their name or by all their values: what two runs say
 * differently without meaning anything else. `*` stands for any entry of a list. At most 20, sorted.
 */
export function suggestIgnore(inputs: readonly Json[]): string[] {
  const leaves = new Map<string, Json[]>();
  for (const input of inputs) collect(input, '', leaves, 0);
  return [...leaves]
    .filter(([path, values]) => {
      const name = path.split('.').findLast((part) => part !== '*') ?? '';
      return byName.test(name) || values.every(looksRandom);
    })
    .map(([path]) => path)
    .sort()
    .slice(0, most);
}

function collect(value: Json, path: string, into: Map<string, Json[]>, depth: number): void {
  if (depth > deepest) return;
  if (value !== null && typeof value === 'object') {
    const entries: [string, Json][] = isObject(value)
      ? Object.entries(value)
      : value.map((entry) => ['*', entry]);
    for (const [key, entry] of entries) {
      // A path says its steps with points and stars: such a key cannot be named.
      if (key === '' || key.includes('.') || (key === '*' && isObject(value))) continue;
      collect(entry, path === '' ? key : `${path}.${key}`, into, depth + 1);
    }
    return;
  }
  if (path === '' || path.length > 200) return;
  const known = into.get(path);
  if (known) known.push(value);
  else into.set(path, [value]);
}

const looksRandom = (value: Json): boolean =>
  typeof value === 'number'
    ? isEpoch(value)
    : typeof value === 'string' && (uuid.test(value) || clock.test(value));
