import type { MatrixColumn } from '@/lib/api/matrix-contract';
import type { StoredCell } from './matrix-store';

const isSameEndpoint = ({ endpoint: a }: MatrixColumn, { endpoint: b }: MatrixColumn): boolean =>
  a.id === b.id && a.model === b.model;

/** The branch of the same repeat in the control with the same endpoint; null where it is deleted or there is none. */
export function baselineOf(
  columns: readonly MatrixColumn[],
  cells: readonly StoredCell[],
  column: number,
  repeat: number,
  live: ReadonlySet<string>,
): string | null {
  const own = columns[column];
  if (!own || own.control) return null;
  const control = columns.findIndex((one) => one.control && isSameEndpoint(one, own));
  const cell = cells.find((one) => one.column === control && one.repeat === repeat);
  return cell && live.has(cell.branchId) ? cell.branchId : null;
}
