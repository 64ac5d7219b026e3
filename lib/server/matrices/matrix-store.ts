import { z } from 'zod';
import { type MatrixColumn, matrixColumnSchema } from '@/lib/api/matrix-contract';
import { type RunLimits, runLimitsSchema } from '@/lib/api/run-contract';
import { sideSchema } from '@/lib/api/trace-contract';
import type { Store } from '@/lib/db/store';
import { timestamp } from '@/lib/db/timestamp';
import { AppError } from '@/lib/errors';
import type { Side } from '@/lib/replay/conversation-at';

/** Which branch and run stand in a cell. */
export interface StoredCell {
  column: number;
  repeat: number;
  branchId: string;
  runId: string;
}

export interface StoredMatrix {
  id: string;
  traceId: string;
  seq: number;
  side: Side;
  columns: MatrixColumn[];
  repeats: number;
  limits: RunLimits;
  createdAt: Date;
  cells: StoredCell[];
}

export const columnsSchema = z.array(matrixColumnSchema);

/** Stores a matrix with all its cells, or nothing. */
export async function insertMatrix(store: Store, matrix: StoredMatrix): Promise<void> {
  const { id, traceId, seq, side, columns, repeats, limits, createdAt, cells } = matrix;
  const row = store.raw.prepare(
    `INSERT INTO "Matrix" ("id", "traceId", "seq", "side", "columns", "repeats", "limits", "createdAt")
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const cell = store.raw.prepare(
    `INSERT INTO "MatrixCell" ("matrixId", "column", "repeat", "branchId", "runId")
     VALUES (?, ?, ?, ?, ?)`,
  );
  const insert = store.raw.transaction(() => {
    const json = [JSON.stringify(columns), repeats, JSON.stringify(limits)];
    row.run(id, traceId, seq, side, ...json, timestamp(createdAt));
    for (const one of cells) cell.run(id, one.column, one.repeat, one.branchId, one.runId);
  });
  await store.writes.run(() => insert.immediate());
}

/** Throws AppError `not_found`. */
export async function findMatrix(store: Store, id: string): Promise<StoredMatrix> {
  const row = await store.prisma.matrix.findUnique({
    where: { id },
    include: { cells: { orderBy: [{ column: 'asc' }, { repeat: 'asc' }] } },
  });
  if (!row) {
    throw new AppError('not_found', 'There is no such matrix.', {
      hint: 'It goes for good together with the trace that it was made of.',
    });
  }
  const { traceId, seq, repeats, createdAt, cells } = row;
  return {
    ...{ id, traceId, seq, repeats, createdAt, cells },
    side: sideSchema.parse(row.side),
    columns: columnsSchema.parse(JSON.parse(row.columns)),
    limits: runLimitsSchema.parse(JSON.parse(row.limits)),
  };
}
