import type { EndpointChoice } from '@/lib/api/endpoint-contract';
import type { RunLimits } from '@/lib/api/run-contract';
import type { Store } from '@/lib/db/store';
import { AppError } from '@/lib/errors';
import type { ForkEdit } from '@/lib/trace/fork-edit';
import { type BranchState, branchState } from './branch-state';
import type { RunEngine } from './run-engine';
import { assertFree } from './run-states';
import { changeRun, findRun, type KeptEndpoint, newestRun, type StoredRun } from './run-store';
import { writeEdits } from './write-edits';

export interface Continuation {
  /** Made at the end of the branch; or what makes them, asked when it is the branch's turn. */
  edits?: readonly ForkEdit[] | (() => Promise<readonly ForkEdit[]>);
  /** Absent: as before. */
  limits?: RunLimits | undefined;
  endpoint?: EndpointChoice | undefined;
  /** Sees to it that an endpoint can be used. */
  kept(choice: EndpointChoice): Promise<KeptEndpoint>;
}

/** See `RunRegistry.goOn`; in its branch's turn. Nothing is written before all of it is checked. */
export async function continueRun(
  store: Store,
  engine: RunEngine,
  id: string,
  { edits: given = [], limits, endpoint, kept }: Continuation,
  now: () => Date,
): Promise<void> {
  const at = await findRun(store, id);
  if (at.status !== 'running') await engine.settled(id);
  const edits = typeof given === 'function' ? await given() : given;
  const state = await branchState(store, at.traceId);
  await assertFree(store, state);
  const run = await mayGoOn(store, id, state, edits.length > 0);
  const choice = endpoint ?? run.endpoint.choice;
  if (!choice) {
    throw new AppError('bad_request', 'It is not known any more where this run went.', {
      hint: 'Choose an endpoint.',
    });
  }
  const opened = await kept(choice);
  if (edits.length > 0) {
    const written = await writeEdits(store, state, edits, now);
    engine.hub.publish(id, { type: 'event', event: written.event, row: written.row });
  }
  const queued = await changeRun(store, id, [run.status], {
    ...{ status: 'queued', reason: null, failure: null, limit: null, endedAt: null },
    ...{ endpoint: opened, ...(limits ? { limits } : {}) },
  });
  // A shutdown may have ended it meanwhile.
  if (queued.status === 'queued') await engine.enter(queued);
}

async function mayGoOn(
  store: Store,
  id: string,
  { checkpoint, trace }: BranchState,
  edited: boolean,
): Promise<StoredRun> {
  const run = await findRun(store, id);
  const refused = (message: string, hint: string) => new AppError('conflict', message, { hint });
  if (run.status === 'done') {
    throw refused('This run is done.', 'Fork it where it is to go on otherwise.');
  }
  if (run.status === 'waiting' && !edited && checkpoint.pending.length > 0) {
    throw refused('This run waits for an answer.', 'Answer its calls: then it goes on by itself.');
  }
  if ((await newestRun(store, trace.id))?.id !== id) {
    throw refused('Another run went on from here.', 'Look at the newest run of this branch.');
  }
  if (checkpoint.conversation.length === 0) {
    throw new AppError('bad_request', 'There is nothing to send: this branch has no message.');
  }
  return run;
}
