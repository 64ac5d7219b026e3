import type { Block } from '@/lib/replay/diff/diff-outlines';

/** A row of the side-by-side view: events of one or both sides, or a stretch of equal rows folded away. */
export type DiffRow =
  | { kind: 'pair'; id: string; state: Block['state']; a: number | null; b: number | null }
  | { kind: 'fold'; id: string; a: number; b: number; count: number };

/** Equal rows that stay visible beside a difference. */
const context = 2;

const pair = (state: Block['state'], a: number | null, b: number | null): DiffRow => ({
  kind: 'pair',
  id: `${a ?? 'x'}-${b ?? 'x'}`,
  state,
  a,
  b,
});

function equalRows(
  block: Block,
  isFirst: boolean,
  isLast: boolean,
  open: ReadonlySet<string>,
): DiffRow[] {
  const count = block.aEnd - block.a;
  const head = isFirst ? 0 : Math.min(context, count);
  const tail = isLast ? 0 : Math.min(context, count - head);
  const id = `${block.a}-${block.b}`;
  const hidden = count - head - tail;
  const rowsOf = (from: number, to: number): DiffRow[] =>
    Array.from({ length: to - from }, (_, at) =>
      pair('same', block.a + from + at, block.b + from + at),
    );
  // Folding a row or two away would cost a line to save a line.
  if (hidden <= context || open.has(id)) return rowsOf(0, count);
  return [
    ...rowsOf(0, head),
    { kind: 'fold', id, a: block.a + head, b: block.b + head, count: hidden },
    ...rowsOf(count - tail, count),
  ];
}

/**
 * Rows to draw. Equal stretches are folded but for two rows beside a difference; `open` names stretches
 * (`a-b` of their first row) that a reader unfolded.
 */
export function diffRows(blocks: readonly Block[], open: ReadonlySet<string>): DiffRow[] {
  return blocks.flatMap((block, index) => {
    if (block.state === 'same')
      return equalRows(block, index === 0, index === blocks.length - 1, open);
    const rows: DiffRow[] = [];
    for (let at = 0; at < Math.max(block.aEnd - block.a, block.bEnd - block.b); at += 1)
      rows.push(
        pair(
          block.state,
          block.a + at < block.aEnd ? block.a + at : null,
          block.b + at < block.bEnd ? block.b + at : null,
        ),
      );
    return rows;
  });
}

/** Ids of the rows that `n` and `N` go through: the first row of every difference. */
export const changeIds = (rows: readonly DiffRow[]): string[] =>
  rows.flatMap((row, index) => {
    const before = rows[index - 1];
    const differs = row.kind === 'pair' && row.state !== 'same';
    const continues = before?.kind === 'pair' && before.state !== 'same';
    return differs && !continues ? [row.id] : [];
  });
