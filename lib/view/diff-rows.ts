import type { RowState, RunBlock } from '@/lib/replay/diff/blocks-of';

/** A row of the side-by-side view: events of one or both sides, or a stretch of rows folded away. */
export type DiffRow =
  | {
      kind: 'pair';
      id: string;
      state: RowState;
      a: number | null;
      b: number | null;
      /** Its index among all rows, folded ones counted. */
      place: number;
    }
  | {
      kind: 'fold';
      id: string;
      state: 'same' | 'absorbed';
      /** The folded rows: `[a, aEnd)` beside `[b, bEnd)`, `count` of them, the first at `place`. */
      a: number;
      aEnd: number;
      b: number;
      bEnd: number;
      count: number;
      place: number;
    };

export type PairRow = Extract<DiffRow, { kind: 'pair' }>;
export type FoldRow = Extract<DiffRow, { kind: 'fold' }>;

/** Rows of a folded stretch that a reader took out at its ends; `all`: the stretch is open. */
export type Opened = 'all' | { top: number; bottom: number };

interface Rows {
  a: number;
  b: number;
}

/** Equal rows that stay visible beside a difference. */
const context = 2;

/** Rows of a block, a pair counted once. */
export const rowsOf = ({ a, aEnd, b, bEnd }: RunBlock): number => Math.max(aEnd - a, bEnd - b);

/** All rows, folded ones counted. */
export const allRows = (blocks: readonly RunBlock[]): number =>
  blocks.reduce((sum, block) => sum + rowsOf(block), 0);

function pairAt(block: RunBlock, at: number, start: number): PairRow {
  const a = block.a + at < block.aEnd ? block.a + at : null;
  const b = block.b + at < block.bEnd ? block.b + at : null;
  const id = `${a ?? 'x'}-${b ?? 'x'}`;
  return { kind: 'pair', id, state: block.state, a, b, place: start + at };
}

/** The row at which the two part, where it stands among all rows; null where there is no fork. */
export function forkPlace(blocks: readonly RunBlock[], fork: Rows | null): number | null {
  if (!fork) return null;
  let start = 0;
  for (const block of blocks) {
    if (block.state !== 'edit') {
      if (fork.a >= block.a && fork.a < block.aEnd) return start + fork.a - block.a;
      if (fork.b >= block.b && fork.b < block.bEnd) return start + fork.b - block.b;
    }
    start += rowsOf(block);
  }
  return null;
}

/** Parts of a block that fold on their own: equal rows on both sides of the fork are two stretches. */
function stretches(block: RunBlock, start: number, cut: number | null): RunBlock[] {
  const at = cut === null ? 0 : cut - start;
  if (block.state !== 'same' || at <= 0 || at >= rowsOf(block)) return [block];
  return [
    { ...block, aEnd: block.a + at, bEnd: block.b + at },
    { ...block, a: block.a + at, b: block.b + at },
  ];
}

/**
 * Rows to draw. Equal stretches are folded but for two rows beside a difference or the fork, and so are more than
 * two absorbed rows; `open` tells, by the `a-b` of a stretch's first row, what a reader took out of it.
 */
export function diffRows(
  blocks: readonly RunBlock[],
  open: ReadonlyMap<string, Opened>,
  fork: Rows | null = null,
): DiffRow[] {
  const cut = forkPlace(blocks, fork);
  const rows: DiffRow[] = [];
  const last = blocks.length - 1;
  let start = 0;
  blocks.forEach((whole, index) => {
    for (const block of stretches(whole, start, cut)) {
      const count = rowsOf(block);
      const folds = block.state === 'same' || block.state === 'absorbed';
      const margin = block.state === 'same' ? context : 0;
      const isFirst = index === 0 && start === 0 && cut !== 0;
      const isLast = index === last && block.aEnd === whole.aEnd && block.bEnd === whole.bEnd;
      const id = `${block.a}-${block.b}`;
      const out = folds ? (open.get(id) ?? { top: 0, bottom: 0 }) : 'all';
      const opened = out === 'all' ? { top: count, bottom: 0 } : out;
      const top = Math.min(count, (isFirst ? 0 : margin) + opened.top);
      const bottom = Math.min(count - top, (isLast ? 0 : margin) + opened.bottom);
      const hidden = count - top - bottom;
      // Folding a row or two away would cost a line to save a line.
      const shown = hidden <= context ? count : top;
      for (let at = 0; at < shown; at += 1) rows.push(pairAt(block, at, start));
      if (shown === top && hidden > context) {
        rows.push({
          ...{ kind: 'fold', id, state: block.state === 'absorbed' ? 'absorbed' : 'same' },
          ...{
            a: Math.min(block.a + top, block.aEnd),
            aEnd: Math.max(block.a, block.aEnd - bottom),
          },
          ...{
            b: Math.min(block.b + top, block.bEnd),
            bEnd: Math.max(block.b, block.bEnd - bottom),
          },
          ...{ count: hidden, place: start + top },
        });
        for (let at = count - bottom; at < count; at += 1) rows.push(pairAt(block, at, start));
      }
      start += count;
    }
  });
  return rows;
}

/** The rows that a reader looks for, none folded. */
export function pickedRows(
  blocks: readonly RunBlock[],
  isWanted: (state: RowState, a: number | null, b: number | null, place: number) => boolean,
): PairRow[] {
  const rows: PairRow[] = [];
  let start = 0;
  for (const block of blocks) {
    const [onA, onB] = [block.aEnd - block.a, block.bEnd - block.b];
    const count = Math.max(onA, onB);
    for (let at = 0; at < count; at += 1)
      if (
        isWanted(
          block.state,
          at < onA ? block.a + at : null,
          at < onB ? block.b + at : null,
          start + at,
        )
      )
        rows.push(pairAt(block, at, start));
    start += count;
  }
  return rows;
}

/** Indexes of the rows that `n` and `N` go through: the first row of every difference, and the fork. */
export function changeIndexes(rows: readonly DiffRow[], fork: number | null = null): number[] {
  const changes: number[] = [];
  let end = -1;
  rows.forEach((row, index) => {
    if (row.state === 'same' && row.place !== fork) return;
    if (row.place !== end || row.place === fork) changes.push(index);
    end = row.place + (row.kind === 'fold' ? row.count : 1);
  });
  return changes;
}

/** Index of the row that stands at a place, or else of the last one before it; 0 where there is none before it. */
export function indexAtPlace(rows: readonly DiffRow[], place: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.place ?? 0) <= place) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}
