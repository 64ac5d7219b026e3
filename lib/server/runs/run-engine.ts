import { randomUUID } from 'node:crypto';
import type { Run } from '@/lib/api/run-contract';
import type { Store } from '@/lib/db/store';
import { isAppError } from '@/lib/errors';
import { openEndpoint } from '@/lib/server/endpoints/open-endpoint';
import { branchState } from './branch-state';
import { LiveRun } from './live-run';
import { pendingCalls } from './pending-calls';
import { RunHub } from './run-hub';
import { RunQueue } from './run-queue';
import { changeRun, findRun, type StoredRun } from './run-store';
import { atRest, shownRun } from './shown-run';
import { Turns } from './turns';

export interface RunOptions {
  /** Private addresses are allowed for all endpoints. */
  allowPrivate: boolean;
  /** Milliseconds between two pieces of a reply of the scripted model. */
  pieceMs: number;
  /** How many run at once; 4 where it is absent. */
  maxRuns?: number;
  /** Instead of the stored endpoints. */
  open?: typeof openEndpoint;
  /** Sleeps before a call is made again; tests need not. */
  wait?: (ms: number, signal: AbortSignal) => Promise<void>;
  now(): Date;
}

/** Drives runs in the background, so many at once, and tells readers. */
export class RunEngine {
  readonly hub = new RunHub();
  /** One thing at a time on a branch. */
  readonly turns = new Turns();
  readonly open: typeof openEndpoint;
  readonly #queue: RunQueue;
  readonly #live = new Map<string, { run: LiveRun; ended: Promise<void> }>();
  readonly #background = new Set<Promise<void>>();
  #stopped = false;

  constructor(
    private readonly store: Store,
    private readonly options: RunOptions,
  ) {
    this.open = options.open ?? openEndpoint;
    this.#queue = new RunQueue(options.maxRuns ?? 4, ({ id, traceId }, place) =>
      this.inBackground(id, async () => {
        await this.turns.take(traceId, () => this.#begin(id, place));
        await this.#tellQueue();
      }),
    );
  }

  live(id: string): LiveRun | undefined {
    return this.#live.get(id)?.run;
  }

  liveOn(traceId: string): LiveRun[] {
    return [...this.#live.values()].map(({ run }) => run).filter((run) => run.traceId === traceId);
  }

  /** Lets a run begin that is stored as `queued`, at once if there is a place. In its branch's turn. */
  async enter({ id, traceId }: StoredRun): Promise<void> {
    const place = this.#queue.enter({ id, traceId });
    if (place) await this.#begin(id, place);
  }

  /** Takes a run out of the queue. */
  async dequeue(id: string): Promise<void> {
    this.#queue.remove(id);
    await this.#tellQueue();
  }

  queuedOn(traceId: string): string[] {
    return this.#queue.waiting.filter((one) => one.traceId === traceId).map(({ id }) => id);
  }

  /** Resolves when what ran of this run has come to rest, at the latest after so many milliseconds. */
  async settled(id: string, longestMs?: number): Promise<void> {
    const ended = this.#live.get(id)?.ended;
    if (!ended) return;
    const late = (done: () => void) => longestMs && setTimeout(done, longestMs).unref();
    await Promise.race([ended, new Promise<void>((done) => void late(done))]);
  }

  async shown(run: StoredRun): Promise<Run> {
    const { id, status, traceId } = run;
    if (status === 'running') return shownRun(run, this.live(id)?.momentary ?? atRest);
    if (status === 'queued') {
      const activity = { type: 'queued' as const, ahead: this.#queue.ahead(id) };
      return shownRun(run, { ...atRest, activity });
    }
    const pending = status === 'waiting' ? await pendingCalls(this.store, traceId) : [];
    return shownRun(run, { ...atRest, pending });
  }

  /** Tells readers how a run is now, and returns it. */
  async tell(id: string): Promise<Run> {
    const run = await this.shown(await findRun(this.store, id));
    this.hub.publish(id, { type: 'run', run });
    return run;
  }

  /** Cancels what runs, for a shutdown: rows are marked by whoever stops the process. Synchronous. */
  stop(): void {
    this.#stopped = true;
    this.#queue.close();
    for (const { run } of this.#live.values()) run.cancel();
    this.hub.closeAll();
  }

  /** Resolves when no run is on. */
  async idle(): Promise<void> {
    while (this.#live.size + this.#background.size > 0) {
      const ends = [...this.#live.values()].map(({ ended }) => ended);
      await Promise.allSettled([...ends, ...this.#background]);
    }
  }

  /** Work for a run that nobody waits for. */
  inBackground(id: string, work: () => Promise<void>): void {
    const done = work().catch((error: unknown) => console.error(`Run ${id}:`, error));
    this.#background.add(done);
    void done.then(() => this.#background.delete(done));
  }

  async #begin(id: string, place: symbol): Promise<void> {
    try {
      const run = await changeRun(this.store, id, ['queued'], { status: 'running' });
      // A cancel or a shutdown may have ended it meanwhile.
      if (run.status !== 'running' || this.#stopped) return this.#queue.leave(place);
      const state = await branchState(this.store, run.traceId);
      this.#drive(run, state, place);
    } catch (error) {
      this.#queue.leave(place);
      await this.#broke(id, error);
    }
    await this.tell(id);
  }

  #drive(run: StoredRun, state: Awaited<ReturnType<typeof branchState>>, place: symbol): void {
    const { id } = run;
    const live = new LiveRun({
      ...{ ...this.options, store: this.store, run, state, open: this.open },
      publish: (update) => this.hub.publish(id, update),
    });
    const ended = live
      .drive()
      .catch((error: unknown) => this.#broke(id, error))
      .catch((error: unknown) => console.error(`Run ${id}:`, error))
      .then(async () => {
        if (this.live(id) === live) this.#live.delete(id);
        this.#queue.leave(place);
        await this.tell(id);
      })
      .catch((error: unknown) => console.error(`Run ${id}:`, error));
    this.#live.set(id, { run: live, ended });
  }

  async #broke(id: string, error: unknown): Promise<void> {
    const correlationId = randomUUID();
    if (!isAppError(error)) console.error(`[${correlationId}]`, error);
    await changeRun(this.store, id, ['running'], {
      status: 'failed',
      reason: isAppError(error)
        ? [error.message, error.hint ?? ''].join(' ').trim()
        : `Something broke on our side; what came is kept. The log of the server says more under ${correlationId}.`,
      endedAt: this.options.now(),
    });
  }

  async #tellQueue(): Promise<void> {
    for (const { id } of this.#queue.waiting) await this.tell(id);
  }
}
