import type { Json } from '@/lib/trace/json';

/** Deeper than this a value is cut and says so: nobody reads it, and indenting it would cost its depth squared. */
const deepest = 64;

/**
 * A JSON value as text to compare: keys sorted, two spaces per level. Values deeper than 64 levels end in a
 * comment that says so.
 */
export function prettyJson(value: Json, depth = 0): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const list = Array.isArray(value);
  const [open, close] = list ? ['[', ']'] : ['{', '}'];
  // Object.entries gives own keys only: `__proto__` is a key like any other here.
  const entries: [string, Json][] = list
    ? value.map((item) => ['', item])
    : Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length === 0) return open + close;
  if (depth >= deepest) return `${open} /* deeper than ${deepest} levels */ ${close}`;
  const pad = '  '.repeat(depth + 1);
  const lines = entries.map(
    ([key, item]) =>
      `${pad}${list ? '' : `${JSON.stringify(key)}: `}${prettyJson(item, depth + 1)}`,
  );
  return `${open}\n${lines.join(',\n')}\n${'  '.repeat(depth)}${close}`;
}
