/** No list puts more rows than this into the document, however high the window. */
export const mostRows = 120;

export interface RowRange {
  startIndex: number;
  endIndex: number;
  overscan: number;
  count: number;
}

/**
 * Indexes of the rows to draw: those in view, as many around them as there is room for, and the one that holds
 * the keyboard, wherever it is: taken out of the document it would lose the focus. Ascending, at most `mostRows`.
 */
export function visibleRows(
  { startIndex, endIndex, overscan, count }: RowRange,
  focused: number,
): number[] {
  const spare = Math.max(0, mostRows - 1 - (endIndex - startIndex + 1));
  const around = Math.min(overscan, Math.floor(spare / 2));
  const first = Math.max(0, startIndex - around);
  const last = Math.min(count - 1, endIndex + around, first + mostRows - 2);
  const rows = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
  if (focused < 0 || focused >= count || (focused >= first && focused <= last)) return rows;
  return focused < first ? [focused, ...rows] : [...rows, focused];
}
