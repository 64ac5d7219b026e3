import type { DiffResult } from '@/lib/api/diff-contract';
import type { Store } from '@/lib/db/store';
import { fromColumn } from '@/lib/db/text-column';
import { baselineOf } from '@/lib/server/matrices/baseline-of';
import { findMatrix } from '@/lib/server/matrices/matrix-store';

/** The unchanged fork that ran beside branch `b` of `a`: what it does otherwise, the edit did not do. */
export async function controlOf(
  store: Store,
  a: string,
  b: string,
): Promise<DiffResult['control']> {
  const own = await store.prisma.matrixCell.findFirst({
    where: { branchId: b, matrix: { traceId: a } },
  });
  if (!own) return null;
  const { columns, cells } = await findMatrix(store, own.matrixId);
  const branches = await store.prisma.trace.findMany({
    where: { id: { in: cells.map(({ branchId }) => branchId) }, status: 'ready', deletedAt: null },
    select: { id: true, name: true },
  });
  const names = new Map(branches.map(({ id, name }) => [id, fromColumn(name)]));
  const id = baselineOf(columns, cells, own.column, own.repeat, new Set(names.keys()));
  return id === null ? null : { id, name: names.get(id) ?? '' };
}
