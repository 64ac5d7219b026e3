import type { Matrix, MatrixColumn } from '@/lib/api/matrix-contract';
import type { RunLimits } from '@/lib/api/run-contract';
import { readOutline } from '@/lib/db/read-outline';
import { removeTraces } from '@/lib/db/remove-trace-rows';
import type { Store } from '@/lib/db/store';
import { AppError } from '@/lib/errors';
import type { Side } from '@/lib/replay/conversation-at';
import { noScript } from '@/lib/resume/no-script';
import { openEndpoint } from '@/lib/server/endpoints/open-endpoint';
import { newId } from '@/lib/server/new-id';
import type { RunRegistry } from '@/lib/server/runs/run-registry';
import { findLineage, findTrace } from '@/lib/server/traces/find-trace';
import { checkpointAt, forkTrace } from '@/lib/server/traces/fork-trace';
import type { ToolPolicy } from '@/lib/trace/tool-policy';
import { branchName } from './branch-name';
import { insertMatrix, type StoredCell } from './matrix-store';
import { readMatrix } from './read-matrix';

export interface MatrixRequest {
  traceId: string;
  seq: number;
  side: Side;
  columns: MatrixColumn[];
  repeats: number;
  limits: RunLimits;
  policy?: ToolPolicy | undefined;
}

export interface MatrixContext {
  runs: Pick<RunRegistry, 'start' | 'cancel'>;
  /** Private addresses are allowed for all endpoints. */
  allowPrivate: boolean;
  now(): Date;
}

/**
 * Forks once per column and repeat, and queues a run for each. Everything is checked before the first write; what
 * still fails later takes all of it back.
 * Throws AppError `not_found` for the trace or an endpoint, `bad_request` for a fork point, an edit or a control
 * with edits, `egress_blocked` for an endpoint's address, and what forking and starting throw.
 */
export async function startMatrix(
  store: Store,
  request: MatrixRequest,
  { runs, allowPrivate, now }: MatrixContext,
): Promise<Matrix> {
  const { traceId, seq, side, columns, repeats, limits, policy } = request;
  const parent = await findTrace(store, traceId);
  checkColumns(store, request);
  // As a run would open them; nothing is asked.
  const opening = { allowPrivate, script: noScript, onExchange: () => undefined };
  for (const { endpoint } of columns) await openEndpoint(store, endpoint, opening);

  const places = Array.from({ length: repeats }, (_, repeat) =>
    columns.map((column, index) => ({ column, index, repeat })),
  ).flat();
  const branches: string[] = [];
  const cells: StoredCell[] = [];
  const matrix = { id: newId(), traceId, seq, side, columns, repeats, limits, createdAt: now() };
  try {
    for (const { column, repeat } of places) {
      const { edits, label } = column;
      const name = branchName(parent.name, label, repeats > 1 ? repeat + 1 : null);
      const { id } = await forkTrace(store, { id: traceId, seq, side, edits, name, policy }, now);
      branches.push(id);
    }
    // Repeat by repeat, so that the first of every column comes first.
    for (const [at, { column, index, repeat }] of places.entries()) {
      const branchId = branches[at] ?? '';
      const { id: runId } = await runs.start(branchId, column.endpoint, limits);
      cells.push({ column: index, repeat, branchId, runId });
    }
    await insertMatrix(store, { ...matrix, cells });
  } catch (error) {
    await Promise.allSettled(cells.map(({ runId }) => runs.cancel(runId)));
    await removeTraces(store.raw, branches, (work) => store.writes.run(work));
    throw error;
  }
  return readMatrix(store, matrix.id);
}

/** Makes the checkpoint of every column: what `forkTrace` would refuse is refused before anything is written. */
function checkColumns(store: Store, { traceId, seq, side, columns }: MatrixRequest): void {
  const lineage = findLineage(store, traceId);
  if (seq >= lineage.events) {
    throw new AppError('bad_request', `There is no event ${seq}: the trace has ${lineage.events}.`);
  }
  const outline = readOutline(store, lineage);
  for (const { label, edits, control } of columns) {
    if (control && edits.length > 0) {
      throw new AppError('bad_request', `The control “${label}” has edits.`, {
        hint: 'A control is the fork unchanged.',
      });
    }
    const { conversation } = checkpointAt(store, lineage, outline, seq, side, edits);
    if (conversation.length === 0) {
      throw new AppError('bad_request', `There is nothing to send in “${label}”.`, {
        hint: 'Append a user message, or fork at a later event.',
      });
    }
  }
}
