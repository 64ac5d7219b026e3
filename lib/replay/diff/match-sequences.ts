import { diffArrays } from 'diff';

/** `length` equal elements from `a` on the left and `b` on the right. Ascending on both sides. */
export interface Match {
  a: number;
  b: number;
  length: number;
}

export interface Matching {
  matches: Match[];
  /** A gap was too different for the edit budget: what is in it counts as unmatched. */
  coarse: boolean;
}

/** Edits that Myers' algorithm may spend in one gap. Its cost grows with gap × edits: 1,000 stay under 0.1 s. */
const editBudget = 1000;

type Ids = readonly number[];

/** Numbers that stand for equal hashes on both sides. */
export function intern(...sides: readonly (readonly string[])[]): number[][] {
  const ids = new Map<string, number>();
  return sides.map((side) =>
    side.map((hash) => {
      const known = ids.get(hash);
      if (known !== undefined) return known;
      ids.set(hash, ids.size);
      return ids.size - 1;
    }),
  );
}

function uniquePositions(ids: Ids, start: number, end: number): Map<number, number> {
  const positions = new Map<number, number>();
  for (let at = start; at < end; at += 1) {
    const id = ids[at] ?? -1;
    positions.set(id, positions.has(id) ? -1 : at);
  }
  return positions;
}

/** Longest run of pairs that ascends on the right; pairs come ascending on the left. O(n log n). */
export function longestAscending(pairs: [number, number][]): [number, number][] {
  const tails: number[] = [];
  const before: number[] = [];
  pairs.forEach(([, b], index) => {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[tails[middle] ?? 0]?.[1] ?? 0) < b) low = middle + 1;
      else high = middle;
    }
    before[index] = tails[low - 1] ?? -1;
    tails[low] = index;
  });
  const chain: [number, number][] = [];
  for (let at = tails.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) {
    const pair = pairs[at];
    if (pair) chain.push(pair);
  }
  return chain.reverse();
}

/** Pairs of elements that occur once on each side, in common order (patience diff). */
function anchors(
  a: Ids,
  b: Ids,
  [a0, a1]: [number, number],
  [b0, b1]: [number, number],
): [number, number][] {
  const right = uniquePositions(b, b0, b1);
  const pairs: [number, number][] = [];
  for (const [id, at] of uniquePositions(a, a0, a1)) {
    const other = right.get(id);
    if (at >= 0 && other !== undefined && other >= 0) pairs.push([at, other]);
  }
  return longestAscending(pairs.sort(([x], [y]) => x - y));
}

function matchGap(a: Ids, b: Ids, gap: [number, number, number, number], found: Match[]): boolean {
  const [a0, a1, b0, b1] = gap;
  if (a0 === a1 || b0 === b1) return false;
  const changes = diffArrays(a.slice(a0, a1), b.slice(b0, b1), { maxEditLength: editBudget });
  if (!changes) return true;
  let left = a0;
  let right = b0;
  for (const { added, removed, count } of changes) {
    if (!added && !removed) found.push({ a: left, b: right, length: count });
    if (!added) left += count;
    if (!removed) right += count;
  }
  return false;
}

/**
 * Equal stretches of two sequences from `start` on: common ends, then elements unique on both sides as anchors,
 * then Myers within the gaps under an edit budget. Deterministic; never quadratic in the length.
 */
export function matchSequences(a: Ids, b: Ids, start: number): Matching {
  let head = start;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (
    tail < a.length - head &&
    tail < b.length - head &&
    a[a.length - 1 - tail] === b[b.length - 1 - tail]
  )
    tail += 1;
  const aEnd = a.length - tail;
  const bEnd = b.length - tail;

  const matches: Match[] = head > 0 ? [{ a: 0, b: 0, length: head }] : [];
  let coarse = false;
  let [left, right] = [head, head];
  for (const [x, y] of [...anchors(a, b, [head, aEnd], [head, bEnd]), [aEnd, bEnd] as const]) {
    coarse = matchGap(a, b, [left, x, right, y], matches) || coarse;
    if (x < aEnd) matches.push({ a: x, b: y, length: 1 });
    left = x + 1;
    right = y + 1;
  }
  if (tail > 0) matches.push({ a: aEnd, b: bEnd, length: tail });
  return { matches: joined(matches), coarse };
}

function joined(matches: Match[]): Match[] {
  const out: Match[] = [];
  for (const match of matches) {
    const last = out.at(-1);
    if (last && last.a + last.length === match.a && last.b + last.length === match.b)
      last.length += match.length;
    else out.push({ ...match });
  }
  return out;
}
