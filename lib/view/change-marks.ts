import type { RowState, RunBlock } from '@/lib/replay/diff/blocks-of';
import { allRows, rowsOf } from './diff-rows';

export type MarkState = Exclude<RowState, 'same'> | 'fork';

/** A stretch of the change map: pixels `[top, top + height)`, and the place of the first row that it stands for. */
export interface ChangeMark {
  state: MarkState;
  top: number;
  height: number;
  place: number;
}

/** What is shown where several fall on one pixel: the rarest and weightiest. */
const weight: Record<MarkState, number> = {
  ...{ absorbed: 1, moved: 2, right: 3, left: 4, changed: 5, edit: 6, fork: 7 },
};

/**
 * Marks for a map of `height` pixels, at most one a pixel, from the top; neighbours in one state are one mark. Work
 * grows with blocks and pixels, not with rows.
 */
export function changeMarks(
  blocks: readonly RunBlock[],
  fork: number | null,
  height: number,
): ChangeMark[] {
  const total = allRows(blocks);
  const pixels = Math.floor(height);
  if (total === 0 || pixels < 1) return [];
  const at: (ChangeMark | undefined)[] = new Array(pixels);
  const put = (state: MarkState, place: number, end: number): void => {
    const top = Math.min(pixels - 1, Math.floor((place / total) * pixels));
    const bottom = Math.min(pixels, Math.max(top + 1, Math.ceil((end / total) * pixels)));
    for (let pixel = top; pixel < bottom; pixel += 1) {
      const there = at[pixel];
      if (there && weight[there.state] >= weight[state]) continue;
      // A pixel within a long block stands for the rows at its own height.
      const own = Math.max(place, Math.floor((pixel / pixels) * total));
      at[pixel] = { state, top: pixel, height: 1, place: own };
    }
  };
  let start = 0;
  for (const block of blocks) {
    const end = start + rowsOf(block);
    if (block.state !== 'same') put(block.state, start, end);
    start = end;
  }
  if (fork !== null) put('fork', fork, fork + 1);

  const marks: ChangeMark[] = [];
  for (const mark of at) {
    if (!mark) continue;
    const last = marks.at(-1);
    if (last?.state === mark.state && last.top + last.height === mark.top) last.height += 1;
    else marks.push({ ...mark });
  }
  return marks;
}

/** Where a reader who points at a pixel wants to go: to a mark within `reach` pixels of it, else to that height. */
export function placeAt(
  marks: readonly ChangeMark[],
  total: number,
  height: number,
  y: number,
  reach = 4,
): number {
  const there = Math.min(total - 1, Math.max(0, Math.floor((y / Math.max(1, height)) * total)));
  let nearest: ChangeMark | null = null;
  let distance = reach + 1;
  for (const mark of marks) {
    const away = y < mark.top ? mark.top - y : Math.max(0, y - mark.top - mark.height);
    // Within a long mark the pointer means the very height, at its edges its beginning.
    if (away === 0 && mark.height > 2 * reach) return Math.max(mark.place, there);
    if (away >= distance) continue;
    nearest = mark;
    distance = away;
  }
  return nearest ? nearest.place : there;
}
