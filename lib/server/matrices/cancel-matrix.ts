import type { Matrix } from '@/lib/api/matrix-contract';
import type { Store } from '@/lib/db/store';
import type { RunRegistry } from '@/lib/server/runs/run-registry';
import { readMatrix } from './read-matrix';

/**
 * Stops the runs of a matrix that are queued or running; one that waits for a person goes on waiting.
 * Throws AppError `not_found`.
 */
export async function cancelMatrix(
  store: Store,
  id: string,
  runs: Pick<RunRegistry, 'cancel'>,
): Promise<Matrix> {
  const { cells } = await readMatrix(store, id);
  // Queued ones first: else one of them would take the place of the first that stops.
  for (const status of ['queued', 'running']) {
    await Promise.all(
      cells.filter((cell) => cell.status === status).map(({ runId }) => runs.cancel(runId)),
    );
  }
  return readMatrix(store, id);
}
