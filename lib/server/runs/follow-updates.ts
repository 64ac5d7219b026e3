import type { RunUpdate } from '@/lib/api/run-contract';
import { readEvents } from '@/lib/db/read-event';
import type { Store } from '@/lib/db/store';
import { findLineage, findTrace } from '@/lib/server/traces/find-trace';
import { outlineRow } from '@/lib/trace/outline';
import type { RunEngine } from './run-engine';
import { findRun } from './run-store';
import { isOver } from './shown-run';

/**
 * What happens in a run, beginning after event `after` (default: with the branch's own first event): stored
 * events, then the reply in the making, whole, then everything as it comes. Ends when the run has ended; a
 * paused one has not. Throws AppError `not_found`.
 */
export async function* followUpdates(
  store: Store,
  engine: RunEngine,
  id: string,
  after: number | undefined,
  signal?: AbortSignal,
): AsyncGenerator<RunUpdate> {
  const { hub } = engine;
  const inbox = hub.open(id);
  const leave = () => inbox.close();
  signal?.addEventListener('abort', leave, { once: true });
  try {
    const { traceId } = await findRun(store, id);
    const { forkSeq } = await findTrace(store, traceId);
    const lineage = findLineage(store, traceId);
    let next = Math.max((after ?? forkSeq ?? -1) + 1, 0);
    for (const event of readEvents(store.raw, lineage, next)) {
      yield { type: 'event', event, row: outlineRow(event) };
      next = event.seq + 1;
    }
    inbox.dropPartials();
    const partial = engine.live(id)?.partial;
    if (partial) yield partial;
    const run = await engine.shown(await findRun(store, id));
    if (isOver(run)) {
      // It may have ended since its events were read.
      for (const late of inbox.takeEvents()) if (late.event.seq >= next) yield late;
      return yield { type: 'run', run };
    }
    yield { type: 'run', run };
    for (let update = await inbox.next(); update; update = await inbox.next()) {
      if (update.type === 'event') {
        if (update.event.seq < next) continue;
        next = update.event.seq + 1;
      }
      yield update;
      if (update.type === 'run' && isOver(update.run)) return;
    }
  } finally {
    signal?.removeEventListener('abort', leave);
    hub.leave(id, inbox);
  }
}
