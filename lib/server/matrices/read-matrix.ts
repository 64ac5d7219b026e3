import { z } from 'zod';
import type { Matrix, MatrixCell } from '@/lib/api/matrix-contract';
import { runStatusSchema } from '@/lib/api/trace-contract';
import type { Store } from '@/lib/db/store';
import { fromColumn } from '@/lib/db/text-column';
import { findTrace } from '@/lib/server/traces/find-trace';
import { baselineOf } from './baseline-of';
import { columnsSchema, findMatrix, type StoredMatrix } from './matrix-store';
import { readCell } from './read-cell';

/** What a run has used so far; null where nobody told. */
const usedSchema = z.object({
  inputTokens: z.number().nullable(),
  outputTokens: z.number().nullable(),
  costUsd: z.number().nullable(),
  ranMs: z.number().nullable(),
});
const unknown = { inputTokens: null, outputTokens: null, costUsd: null, ranMs: null };

/** A matrix with its cells as they are now. Throws AppError `not_found`. */
export async function readMatrix(store: Store, id: string): Promise<Matrix> {
  const stored = await findMatrix(store, id);
  const { traceId, seq, side, columns, repeats, limits } = stored;
  const parent = await store.prisma.trace.findUniqueOrThrow({
    where: { id: traceId },
    select: { name: true, deletedAt: true },
  });
  return {
    ...{ id, traceId, seq, side, columns, repeats, limits },
    traceName: fromColumn(parent.name),
    traceDeleted: parent.deletedAt !== null,
    cells: await readCells(store, stored),
    createdAt: stored.createdAt.toISOString(),
  };
}

/** Matrices of a trace, newest first. Throws AppError `not_found`. */
export async function listMatrices(
  store: Store,
  traceId: string,
): Promise<Pick<Matrix, 'id' | 'seq' | 'columns' | 'createdAt'>[]> {
  await findTrace(store, traceId);
  const rows = await store.prisma.matrix.findMany({
    where: { traceId },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  });
  return rows.map(({ id, seq, columns, createdAt }) => ({
    ...{ id, seq, createdAt: createdAt.toISOString() },
    columns: columnsSchema.parse(JSON.parse(columns)),
  }));
}

async function readCells(store: Store, matrix: StoredMatrix): Promise<MatrixCell[]> {
  const { cells, columns } = matrix;
  const [runs, branches] = await Promise.all([
    store.prisma.run.findMany({ where: { id: { in: cells.map(({ runId }) => runId) } } }),
    store.prisma.trace.findMany({
      where: {
        id: { in: cells.map(({ branchId }) => branchId) },
        status: 'ready',
        deletedAt: null,
      },
      select: { id: true },
    }),
  ]);
  const live = new Set(branches.map(({ id }) => id));
  const runOf = new Map(runs.map((run) => [run.id, run]));
  return cells.flatMap(({ column, repeat, branchId, runId }) => {
    const run = runOf.get(runId);
    // Gone for good since the matrix was read.
    if (!run) return [];
    const used = run.used === null ? unknown : usedSchema.parse(JSON.parse(run.used));
    const deleted = !live.has(branchId);
    const { parts, answer } = deleted
      ? { parts: null, answer: null }
      : readCell(store, matrix.traceId, branchId, run.status === 'done');
    return {
      ...{ column, repeat, traceId: branchId, runId, deleted },
      status: runStatusSchema.parse(run.status),
      ...{ reason: run.reason, steps: run.steps },
      ...{ inputTokens: used.inputTokens, outputTokens: used.outputTokens },
      ...{ costUsd: used.costUsd, durationMs: used.ranMs, answer, parts },
      baseline: baselineOf(columns, cells, column, repeat, live),
    };
  });
}
