import type { OutlineRow } from '@/lib/trace/outline';
import { changeIndexes, type DiffRow, type FoldRow, type PairRow } from '@/lib/view/diff-rows';
import { changeHead, diffEntry, foldEnd, foldStart, type Half } from '@/lib/view/html/diff-row';
import { eventBody } from '@/lib/view/html/event-body';
import type { Html } from '@/lib/view/html/html';
import { type BodySide, pairBody } from '@/lib/view/html/pair-body';
import type { FileSide } from './file-side';

interface DiffRowsWish {
  /** Begins the anchors of this comparison. */
  prefix: string;
  /** Both traces stand in the file by themselves: rows refer to them, only what differs is told here. */
  linked: boolean;
  /** `a-b` of the row that was shared. */
  shared: string | null;
}

export const rowAnchor = (prefix: string, id: string): string => `${prefix}r-${id}`;

/** Both runs side by side, row by row; what is folded on the page is folded here, nothing is left out. */
export async function* diffFileRows(
  rows: readonly DiffRow[],
  fork: number | null,
  a: FileSide,
  b: FileSide,
  wish: DiffRowsWish,
): AsyncGenerator<Html> {
  const changes = new Map(changeIndexes(rows, fork).map((index, at) => [index, at + 1]));
  for (const [index, row] of rows.entries()) {
    const change = changes.get(index);
    if (change !== undefined) yield changeHead(`${wish.prefix}c`, change, changes.size);
    if (row.kind === 'pair') {
      yield await entry(row, a, b, wish, row.place === fork);
      continue;
    }
    const pairs = foldedPairs(row);
    const holdsShared = pairs.some(({ id }) => id === wish.shared);
    yield foldStart(row.count, row.state, holdsShared);
    for (const pair of pairs) yield await entry(pair, a, b, wish, false);
    yield foldEnd();
  }
}

/** The rows of a fold, one by one. */
export const foldedPairs = (fold: FoldRow): PairRow[] =>
  Array.from({ length: fold.count }, (_, at) => {
    const a = fold.a + at < fold.aEnd ? fold.a + at : null;
    const b = fold.b + at < fold.bEnd ? fold.b + at : null;
    const id = `${a ?? 'x'}-${b ?? 'x'}`;
    return { kind: 'pair', id, state: fold.state, a, b, place: fold.place + at };
  });

async function entry(
  { id, state, a: x, b: y }: PairRow,
  a: FileSide,
  b: FileSide,
  { prefix, linked, shared }: DiffRowsWish,
  parting: boolean,
): Promise<Html> {
  const left = x === null ? undefined : a.rows.at(x);
  const right = y === null ? undefined : b.rows.at(y);
  if (!linked) {
    if (left) a.pass(left);
    if (right) b.pass(right);
  }
  const place = { id: rowAnchor(prefix, id), state, parting, shared: shared === id, linked };
  const half = (side: FileSide, row: OutlineRow): Half => ({
    ...{ row, lane: side.shownLane(row), anchor: side.places.event(row.seq) },
  });
  return diffEntry(
    place,
    left ? half(a, left) : null,
    right ? half(b, right) : null,
    await bodyOf(a, left, b, right, linked),
  );
}

async function bodyOf(
  a: FileSide,
  left: OutlineRow | undefined,
  b: FileSide,
  right: OutlineRow | undefined,
  linked: boolean,
): Promise<Html | null> {
  if (left && right && (left.hash !== right.hash || !bringSame(a, left, b, right)))
    return pairBody(await bodySide('A', a, left, linked), await bodySide('B', b, right, linked));
  const [side, row] = left ? [a, left] : [b, right];
  if (linked || !row) return null;
  return eventBody(await side.event(row), side.places, side.laneName(row));
}

/** Two calls that reply alike may have seen different messages. */
const bringSame = (a: FileSide, left: OutlineRow, b: FileSide, right: OutlineRow): boolean => {
  const [one, other] = [a.broughtIn(left), b.broughtIn(right)];
  return one.length === other.length && one.every((hash, at) => hash === other[at]);
};

const bodySide = async (
  letter: 'A' | 'B',
  side: FileSide,
  row: OutlineRow,
  linked: boolean,
): Promise<BodySide> => ({
  ...{ letter, linked, one: await side.event(row) },
  ...{ places: side.places, lane: side.laneName(row) },
});
