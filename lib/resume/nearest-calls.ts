import type { Json } from '@/lib/trace/json';
import type { AskedCall, RecordedCall } from './recording';

const most = 5;
/** Of each, arguments and result are read: a parent may have recorded 100,000. */
const looked = 1000;

/**
 * Recorded calls of the same tool, most alike arguments first (share of equal leaves), then the oldest; at
 * most five, one per distinct arguments and result, of the first 1,000. For a person to choose from: never used by themselves.
 */
export function nearestCalls(call: AskedCall, recorded: readonly RecordedCall[]): RecordedCall[] {
  const wanted = leaves(call.input);
  const seen = new Set<string>();
  return recorded
    .filter(({ tool }) => tool === call.tool)
    .slice(0, looked)
    .filter(({ input, result }) => {
      const key = JSON.stringify([input, result.output]);
      return !seen.has(key) && seen.add(key);
    })
    .map((one) => ({ one, alike: likeness(wanted, leaves(one.input)) }))
    .sort((a, b) => b.alike - a.alike || a.one.seq - b.one.seq)
    .slice(0, most)
    .map(({ one }) => one);
}

/** Dice coefficient of two sets. */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size + b.size === 0) return 1;
  let shared = 0;
  for (const leaf of a) if (b.has(leaf)) shared += 1;
  return (2 * shared) / (a.size + b.size);
}

/** Path and value of every leaf; texts count by their words. */
function leaves(value: Json): Set<string> {
  const found = new Set<string>();
  const open: [path: string, value: Json][] = [['', value]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [path, inner] = next;
    if (Array.isArray(inner)) for (const item of inner) open.push([`${path}[]`, item]);
    else if (typeof inner === 'object' && inner !== null)
      for (const [key, item] of Object.entries(inner)) open.push([`${path}.${key}`, item]);
    else for (const word of String(inner).split(/\W+/)) found.add(`${path}=${word.toLowerCase()}`);
  }
  return found;
}
