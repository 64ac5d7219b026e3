import { readOutline } from '@/lib/db/read-outline';
import type { Store } from '@/lib/db/store';
import { type LastStep, lastCompletedStep } from '@/lib/replay/state/last-completed-step';
import type { Outcome } from '@/lib/trace/trace';
import { findLineage, findTrace } from './find-trace';

/** Where a run stopped, as its page says it. Throws AppError `not_found`. */
export async function lastStep(store: Store, id: string): Promise<LastStep & { outcome: Outcome }> {
  const { outcome } = await findTrace(store, id);
  return { outcome, ...lastCompletedStep(readOutline(store, findLineage(store, id))) };
}
