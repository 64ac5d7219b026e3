import { randomUUID } from 'node:crypto';
import type { EndpointChoice, Run, RunUpdate } from '@/lib/api/run-contract';
import { readEvents } from '@/lib/db/read-event';
import type { Store } from '@/lib/db/store';
import { AppError } from '@/lib/errors';
import { newId } from '@/lib/server/new-id';
import { findLineage, findTrace } from '@/lib/server/traces/find-trace';
import { outlineRow } from '@/lib/trace/outline';
import { branchState, pendingId } from './branch-state';
import { type HandAnswer, writeAnswer } from './hand-answer';
import { LiveRun } from './live-run';
import { pendingCalls } from './pending-calls';
import { keptEndpoint } from './run-endpoint';
import { RunHub } from './run-hub';
import {
  changeRun,
  endWaitingRuns,
  findRun,
  insertRun,
  type StoredRun,
  shownRun,
} from './run-store';

export interface RunOptions {
  allowPrivate: boolean;
  /** Milliseconds between two pieces of a reply of the scripted model. */
  pieceMs: number;
  now(): Date;
}

/** How long a cancel waits for the run to end before it answers. */
const cancelMs = 2000;

/** All runs of this process: at most one per branch, each in the background of whoever started it. */
export class RunRegistry {
  readonly #hub = new RunHub();
  /** Running now, by run. */
  readonly #live = new Map<string, { run: LiveRun; ended: Promise<unknown> }>();
  /** Keys that were typed, by run, until it ends. */
  readonly #keys = new Map<string, string>();
  /** One thing at a time on a branch. */
  readonly #turns = new Map<string, Promise<unknown>>();

  constructor(
    private readonly store: Store,
    private readonly options: RunOptions,
  ) {}

  /**
   * Resumes a branch. Throws AppError: `not_found`, `bad_request` for a trace that is no branch, `conflict`
   * while another run of it is on, `egress_blocked` for an address that may not be reached.
   */
  start(traceId: string, choice: EndpointChoice, limits: { maxSteps: number }): Promise<Run> {
    return this.#inTurn(traceId, async () => {
      const endpoint = keptEndpoint(choice, this.options.allowPrivate);
      const state = await branchState(this.store, traceId);
      if (state.checkpoint.conversation.length === 0) {
        throw new AppError('bad_request', 'There is nothing to send: this branch has no message.', {
          hint: 'Fork again and append a user message.',
        });
      }
      const busy = await this.store.prisma.run.findFirst({ where: { traceId, status: 'running' } });
      if (busy) {
        throw new AppError('conflict', 'This branch is running already.', {
          hint: 'Wait for the run to end, or cancel it.',
        });
      }
      const now = this.options.now();
      for (const id of await endWaitingRuns(this.store, traceId, now)) await this.#ended(id);
      const run = await insertRun(this.store, { id: newId(), traceId, endpoint, limits }, now);
      if (choice.kind === 'openai-compatible' && choice.apiKey) {
        this.#keys.set(run.id, choice.apiKey);
      }
      this.#drive(run, state);
      return this.#shown(run);
    });
  }

  async get(id: string): Promise<Run> {
    return this.#shown(await findRun(this.store, id));
  }

  /** Stops a run; what had come is kept. A run that has ended already stays as it is. */
  async cancel(id: string): Promise<Run> {
    const { traceId } = await findRun(this.store, id);
    return this.#inTurn(traceId, async () => {
      const live = this.#live.get(id);
      if (live) {
        live.run.cancel();
        await Promise.race([live.ended, new Promise((done) => setTimeout(done, cancelMs).unref())]);
        if (this.#live.has(id)) return this.get(id);
      }
      // Also a run that came to wait for somebody while it was being stopped.
      const reason = 'Cancelled. What had come is kept.';
      const endedAt = this.options.now();
      await changeRun(this.store, id, ['waiting', 'running'], {
        status: 'cancelled',
        reason,
        endedAt,
      });
      await this.#ended(id);
      return this.get(id);
    });
  }

  /** Stops what runs on a trace that nobody sees any more; what waits there may go on once it is restored. */
  stopOn(traceId: string): Promise<void> {
    return this.#inTurn(traceId, async () => {
      for (const { run } of this.#live.values()) if (run.traceId === traceId) run.cancel();
    });
  }

  /** Answers a pending call by hand; with the last one the run goes on. Throws AppError `conflict`. */
  async answer(id: string, given: HandAnswer): Promise<Run> {
    const { traceId } = await findRun(this.store, id);
    return this.#inTurn(traceId, async () => {
      const run = await findRun(this.store, id);
      const state = await branchState(this.store, traceId);
      const { pending } = state.checkpoint;
      const at = pending.findIndex((call, place) => pendingId(call, place) === given.callId);
      const call = pending[at];
      if (run.status !== 'waiting' || !call) {
        throw new AppError('conflict', 'This call does not wait for an answer any more.', {
          hint: 'It was answered already, or the run has ended.',
        });
      }
      const written = await writeAnswer(this.store, state, call, given, this.options.now);
      this.#hub.publish(id, { type: 'event', event: written.event, row: written.row });
      if (pending.length === 1) await this.#goOn(run);
      const shown = await this.get(id);
      this.#hub.publish(id, { type: 'run', run: shown });
      return shown;
    });
  }

  /**
   * What happens in a run, beginning after event `after` (default: with the branch's own first event):
   * stored events, then the reply in the making, then everything as it comes. Ends when the run has ended.
   */
  async *updates(
    id: string,
    after: number | undefined,
    signal?: AbortSignal,
  ): AsyncGenerator<RunUpdate> {
    const inbox = this.#hub.open(id);
    const leave = () => inbox.close();
    signal?.addEventListener('abort', leave, { once: true });
    try {
      const { traceId } = await findRun(this.store, id);
      const { forkSeq } = await findTrace(this.store, traceId);
      const lineage = findLineage(this.store, traceId);
      let next = Math.max((after ?? forkSeq ?? -1) + 1, 0);
      for (const event of readEvents(this.store.raw, lineage, next)) {
        yield { type: 'event', event, row: outlineRow(event) };
        next = event.seq + 1;
      }
      inbox.dropPartials();
      const partial = this.#live.get(id)?.run.partial;
      if (partial) yield partial;
      const run = await this.get(id);
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
      this.#hub.leave(id, inbox);
    }
  }

  /** Cancels what runs, for a shutdown: rows are marked by whoever stops the process. Synchronous. */
  stop(): void {
    for (const { run } of this.#live.values()) run.cancel();
    this.#hub.closeAll();
  }

  /** Resolves when no run is on. */
  async idle(): Promise<void> {
    await Promise.allSettled([...this.#live.values()].map(({ ended }) => ended));
  }

  async #goOn(run: StoredRun): Promise<void> {
    if (run.endpoint.typedKey && !this.#keys.has(run.id)) {
      await changeRun(this.store, run.id, ['waiting'], {
        status: 'interrupted',
        reason:
          'Your answer is kept. The key typed for this run is gone since the server was restarted: resume again with the key.',
        endedAt: this.options.now(),
      });
      return;
    }
    const running = await changeRun(this.store, run.id, ['waiting'], {
      status: 'running',
      reason: null,
    });
    // A shutdown may have ended it meanwhile.
    if (running.status !== 'running') return;
    this.#drive(running, await branchState(this.store, run.traceId));
  }

  #drive(run: StoredRun, state: Awaited<ReturnType<typeof branchState>>): void {
    const { choice } = run.endpoint;
    const apiKey = this.#keys.get(run.id);
    const live = new LiveRun({
      ...this.options,
      ...{ store: this.store, run, state },
      choice: choice.kind === 'scripted' || !apiKey ? choice : { ...choice, apiKey },
      publish: (update) => this.#hub.publish(run.id, update),
    });
    const ended = live
      .drive()
      .catch((error: unknown) => this.#broke(run.id, error))
      .then(async () => {
        // An answer may have made it go on before it was noticed here that it had come to wait.
        if (this.#live.get(run.id)?.run === live) this.#live.delete(run.id);
        await this.#ended(run.id);
      })
      .catch((error: unknown) => console.error(`Run ${run.id}:`, error));
    this.#live.set(run.id, { run: live, ended });
  }

  async #broke(id: string, error: unknown): Promise<void> {
    const correlationId = randomUUID();
    console.error(`[${correlationId}]`, error);
    await changeRun(this.store, id, ['running'], {
      status: 'failed',
      reason: `Something broke on our side; what came is kept. The log of the server says more under ${correlationId}.`,
      endedAt: this.options.now(),
    });
  }

  async #ended(id: string): Promise<void> {
    const run = await this.get(id);
    if (isOver(run)) this.#keys.delete(id);
    this.#hub.publish(id, { type: 'run', run });
  }

  async #shown(run: StoredRun): Promise<Run> {
    return shownRun(
      run,
      run.status === 'waiting' ? await pendingCalls(this.store, run.traceId) : [],
    );
  }

  #inTurn<T>(traceId: string, work: () => Promise<T>): Promise<T> {
    const turn = (this.#turns.get(traceId) ?? Promise.resolve()).catch(() => undefined).then(work);
    this.#turns.set(traceId, turn);
    const forget = () => {
      if (this.#turns.get(traceId) === turn) this.#turns.delete(traceId);
    };
    turn.then(forget, forget);
    return turn;
  }
}

const isOver = ({ status }: Run): boolean => status !== 'running' && status !== 'waiting';
