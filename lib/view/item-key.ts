import { field, isObject, type Json } from '@/lib/trace/json';

/** The field that tells entries of two lists apart, and its value in an entry as JSON. */
export interface ItemKey {
  name: string;
  of: (item: Json) => string;
}

const likely = [/^id$/i, /^uuid$/i, /(?:_id|[a-z]I[dD]|-id)$/, /^key$/i, /^name$/i, /^path$/i];
/** Entries with more fields than this are looked at no further. */
const mostFields = 40;

const nameOf = (item: Json, key: string): string | null => {
  const value = field(item, key);
  return typeof value === 'string' || typeof value === 'number' ? JSON.stringify(value) : null;
};

/** The names that a field gives to the entries of a list; null where one has none or shares it. */
function namesOf(items: readonly Json[], key: string): Set<string> | null {
  const names = new Set<string>();
  for (const item of items) {
    const name = nameOf(item, key);
    if (name === null || names.has(name)) return null;
    names.add(name);
  }
  return names;
}

/**
 * A field such as `id`, `callId` or `name` that every entry of both lists has, each list without repeating, and
 * that the lists share: at least one value, and half of the shorter list for a field that is not called `id`. Ids
 * that are made anew in each run share nothing and so tell nothing. null where there is none.
 */
export function itemKey(a: readonly Json[], b: readonly Json[]): ItemKey | null {
  const [first] = a;
  if (!isObject(first) || b.length === 0) return null;
  const rank = (key: string): number => likely.findIndex((pattern) => pattern.test(key));
  const candidates = Object.keys(first)
    .slice(0, mostFields)
    .filter((key) => rank(key) >= 0)
    .sort((x, y) => rank(x) - rank(y) || (x < y ? -1 : 1));
  let best: { name: string; shared: number } | null = null;
  for (const name of candidates) {
    const left = namesOf(a, name);
    const right = left && namesOf(b, name);
    if (!left || !right) continue;
    let shared = 0;
    for (const value of left) if (right.has(value)) shared += 1;
    const enough = rank(name) === 0 ? 1 : Math.min(left.size, right.size) / 2;
    if (shared > 0 && shared >= enough && shared > (best?.shared ?? 0)) best = { name, shared };
  }
  if (!best) return null;
  const { name } = best;
  return { name, of: (item) => nameOf(item, name) ?? '' };
}
