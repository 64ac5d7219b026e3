import type { Outline } from '@/lib/trace/outline';

/** Index of the first row at or after a seq, in rows that ascend and may have holes; their length where there is none. */
export function rowPlace(rows: Outline, seq: number): number {
  // Without holes it stands at its own number.
  if (rows[seq]?.seq === seq) return seq;
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rows[middle]?.seq ?? 0) < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of the row with this seq; -1 where it is not among them. */
export function rowAt(rows: Outline, seq: number): number {
  const place = rowPlace(rows, seq);
  return rows[place]?.seq === seq ? place : -1;
}

/** The seq a step further from where one stands, which need not be among the rows; null at their end. */
export function seqBeside(rows: Outline, seq: number, step: 1 | -1): number | null {
  const place = rowPlace(rows, seq);
  const next = step === -1 ? place - 1 : rows[place]?.seq === seq ? place + 1 : place;
  return rows[next]?.seq ?? null;
}
