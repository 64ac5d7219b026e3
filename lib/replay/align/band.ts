import { type Anchor, anchorsOf } from './anchors';
import { parameters } from './parameters';
import type { WeighedRuns } from './weigh-steps';

/** The cells of the alignment that are looked at: in each row from `low` to `high`, both ascending. */
export interface Band {
  low: Int32Array;
  high: Int32Array;
  /** Not all pairs between two anchors could be looked at. */
  coarse: boolean;
}

/** Between two anchors: rows and columns of cells, first and last included. */
interface Gap {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

const area = (gap: Gap): number => (gap.bottom - gap.top + 1) * (gap.right - gap.left + 1);

function gapsBetween(anchors: readonly Anchor[], rows: number, columns: number): Gap[] {
  const gaps: Gap[] = [];
  let top = 0;
  let left = 0;
  for (const [a, b] of anchors) {
    gaps.push({ top, left, bottom: a, right: b });
    top = a + 1;
    left = b + 1;
  }
  gaps.push({ top, left, bottom: rows, right: columns });
  return gaps;
}

/** The smallest gaps are looked at whole, as long as half of the budget lasts. */
function wholeGaps(gaps: readonly Gap[]): Set<Gap> {
  let left = parameters.bandCells / 2;
  const whole = new Set<Gap>();
  for (const gap of [...gaps].sort((x, y) => area(x) - area(y))) {
    left -= area(gap);
    if (left < 0) break;
    whole.add(gap);
  }
  return whole;
}

function everything(rows: number, columns: number): Band {
  return {
    low: new Int32Array(rows + 1),
    high: new Int32Array(rows + 1).fill(columns),
    coarse: false,
  };
}

/** All cells of small runs; of long ones a band around anchors, whose size is bounded by the budget. */
export function bandOf(runs: WeighedRuns): Band {
  const rows = runs.reference.length;
  const columns = runs.failing.length;
  if ((rows + 1) * (columns + 1) <= parameters.fullCells) return everything(rows, columns);

  const gaps = gapsBetween(anchorsOf(runs), rows, columns);
  const whole = wholeGaps(gaps);
  const partly = gaps.filter((gap) => !whole.has(gap));
  const wideRows = partly.reduce((sum, gap) => sum + gap.bottom - gap.top + 1, 0);
  const narrow = halfWidth(parameters.bandCells / 4, rows);
  const wide = halfWidth(parameters.bandCells / 4, wideRows);
  const low = new Int32Array(rows + 1).fill(columns);
  const high = new Int32Array(rows + 1);
  const cover = (row: number, from: number, to: number) => {
    low[row] = Math.max(0, Math.min(low[row] ?? 0, Math.floor(from)));
    high[row] = Math.min(columns, Math.max(high[row] ?? 0, Math.ceil(to)));
  };
  for (const gap of gaps) {
    const { top, bottom, left, right } = gap;
    const slope = (right - left) / (bottom - top + 1);
    for (let row = top; row <= bottom; row += 1)
      if (whole.has(gap)) cover(row, left - narrow, right + narrow);
      else cover(row, left + (row - top) * slope - wide, left + (row - top + 1) * slope + wide);
  }
  for (let row = 1; row <= rows; row += 1) high[row] = Math.max(high[row] ?? 0, high[row - 1] ?? 0);
  for (let row = rows; row > 0; row -= 1) low[row - 1] = Math.min(low[row - 1] ?? 0, low[row] ?? 0);
  return { low, high, coarse: partly.length > 0 };
}

const halfWidth = (cells: number, rows: number): number =>
  Math.max(parameters.bandHalfWidth, Math.floor(cells / (2 * Math.max(1, rows))));
