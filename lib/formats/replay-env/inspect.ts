import { field, isObject, type Json } from '@/lib/trace/json';

const encoder = new TextEncoder();

/** Order of UTF-8 bytes, which is that of code points. */
function compareBytes(left: string, right: string): number {
  const [a, b] = [encoder.encode(left), encoder.encode(right)];
  for (let at = 0; at < Math.min(a.length, b.length); at += 1) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

const word = (value: Json | undefined): string => (typeof value === 'string' ? value : 'unknown');

/**
 * What `replay-env inspect` prints of a capsule, without the last line end. Numbers of rows are given apart, by
 * table: a table that is no list has 0. What is missing or of another type is `unknown`, none or 0, as there.
 */
export function inspectCapsule(
  head: Json,
  graph: number,
  tables: ReadonlyMap<string, number>,
): string {
  const subject = field(head, 'subject');
  const members = isObject(subject) ? Object.entries(subject) : [];
  const who = members.map(
    ([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  return [
    `app: ${word(field(head, 'app'))}`,
    `adapter: ${word(field(head, 'adapter'))}`,
    `subject: ${who.join(', ')}`,
    `redaction: ${word(field(head, 'redaction'))}`,
    `graph subjects: ${graph}`,
    'tables:',
    ...[...tables]
      .sort(([a], [b]) => compareBytes(a, b))
      .map(([name, rows]) => `  ${name}: ${rows}`),
  ].join('\n');
}
