import { longestAscending, matchSequences } from '@/lib/replay/diff/match-sequences';
import { isObject, type Json } from '@/lib/trace/json';
import { type ItemKey, itemKey } from './item-key';
import { alikePairs, type Cells } from './item-likeness';
import type { JsonShapes } from './json-shapes';

/** Places `[a, b]` of the same entry in two lists, ascending on the left. */
export interface ItemPairs {
  pairs: [number, number][];
  /** Of the pairs, those that stand in another order: the rest ascends on both sides. By place on the left. */
  moved: ReadonlySet<number>;
  /** The field that entries are known by; null where they were told by their content. */
  key: ItemKey | null;
  /** Too long or too different to look at every pair: some entries are paired by place. */
  coarse: boolean;
}

/**
 * Which entries of two lists are the same one: by a field that names them (`id`, `callId`, `name` …), else equal
 * ones, then the most alike of what is left between them. `cells` is what may be spent on likeness.
 */
export function alignItems(
  a: readonly Json[],
  b: readonly Json[],
  shapes: JsonShapes,
  cells: Cells,
): ItemPairs {
  const key = itemKey(a, b);
  if (key) {
    const right = new Map(b.map((item, at) => [key.of(item), at]));
    const pairs = a.flatMap((item, at): [number, number][] => {
      const other = right.get(key.of(item));
      return other === undefined ? [] : [[at, other]];
    });
    return { pairs, moved: outOfOrder(pairs), key, coarse: false };
  }
  const left = a.map((item) => shapes.of(item));
  const right = b.map((item) => shapes.of(item));
  const { matches, coarse } = matchSequences(left, right, 0);
  const pairs = new Map<number, number>();
  for (const match of matches)
    for (let at = 0; at < match.length; at += 1) pairs.set(match.a + at, match.b + at);
  pairMoved(a, left, right, pairs);

  let byPlace = coarse;
  const taken = new Set(pairs.values());
  let [fromA, fromB] = [0, 0];
  for (const match of [...matches, { a: a.length, b: b.length, length: 0 }]) {
    const gapA = free(fromA, match.a, (at) => pairs.has(at));
    const gapB = free(fromB, match.b, (at) => taken.has(at));
    const alike = alikePairs(gapA, gapB, a, b, cells);
    for (const [x, y] of alike.pairs) pairs.set(x, y);
    byPlace ||= alike.byPlace;
    fromA = match.a + match.length;
    fromB = match.b + match.length;
  }
  const found = [...pairs].sort(([x], [y]) => x - y);
  return { pairs: found, moved: outOfOrder(found), key: null, coarse: byPlace };
}

const free = (from: number, to: number, taken: (at: number) => boolean): number[] => {
  const places: number[] = [];
  for (let at = from; at < to; at += 1) if (!taken(at)) places.push(at);
  return places;
};

/** Equal entries left over on both sides are one entry in another place. Numbers and flags repeat by chance. */
function pairMoved(
  a: readonly Json[],
  left: readonly number[],
  right: readonly number[],
  pairs: Map<number, number>,
): void {
  const taken = new Set(pairs.values());
  const waiting = new Map<number, number[]>();
  for (let at = right.length - 1; at >= 0; at -= 1) {
    const shape = right[at];
    if (shape === undefined || taken.has(at)) continue;
    const same = waiting.get(shape);
    if (same) same.push(at);
    else waiting.set(shape, [at]);
  }
  for (const [at, shape] of left.entries()) {
    if (pairs.has(at)) continue;
    const item = a[at];
    if (typeof item !== 'string' && !Array.isArray(item) && !isObject(item)) continue;
    const other = waiting.get(shape)?.pop();
    if (other !== undefined) pairs.set(at, other);
  }
}

function outOfOrder(pairs: [number, number][]): Set<number> {
  const kept = new Set(longestAscending(pairs).map(([at]) => at));
  return new Set(pairs.flatMap(([at]) => (kept.has(at) ? [] : [at])));
}
