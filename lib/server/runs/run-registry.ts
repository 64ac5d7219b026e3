import type { EndpointChoice } from '@/lib/api/endpoint-contract';
import type { Run, RunLimits, RunUpdate } from '@/lib/api/run-contract';
import type { Store } from '@/lib/db/store';
import { AppError } from '@/lib/errors';
import { noScript } from '@/lib/resume/no-script';
import { cancelLive } from '@/lib/server/executors/live-calls';
import { newId } from '@/lib/server/new-id';
import type { ForkEdit } from '@/lib/trace/fork-edit';
import type { Json } from '@/lib/trace/json';
import type { LiveApproval } from './approve-live';
import { branchState } from './branch-state';
import { type Continuation, continueRun } from './continue-run';
import { followUpdates } from './follow-updates';
import type { HandAnswer } from './hand-answer';
import { RunAnswers } from './run-answers';
import { RunEngine, type RunOptions } from './run-engine';
import { assertFree } from './run-states';
import { changeRun, endWaitingRuns, findRun, insertRun, type KeptEndpoint } from './run-store';
import { repairEdit } from './write-edits';

/** How long a cancel waits for the run to end before it answers. */
const cancelMs = 2000;

/** All runs of this process: at most one per branch, each in the background of whoever started it. */
export class RunRegistry {
  readonly #engine: RunEngine;
  readonly #answers: RunAnswers;

  constructor(
    private readonly store: Store,
    private readonly options: RunOptions,
  ) {
    this.#engine = new RunEngine(store, options);
    this.#answers = new RunAnswers(store, this.#engine, options.now);
  }

  /**
   * Resumes a branch as soon as there is a place for it. Throws AppError: `not_found`, `bad_request` for a
   * trace that is no branch and for an endpoint that cannot be used, `conflict` while another run of it is
   * on, `egress_blocked` for an address that may not be reached.
   */
  start(traceId: string, choice: EndpointChoice, limits: RunLimits): Promise<Run> {
    return this.#inTurn(traceId, async () => {
      const state = await branchState(this.store, traceId);
      if (state.checkpoint.conversation.length === 0) {
        throw new AppError('bad_request', 'There is nothing to send: this branch has no message.', {
          hint: 'Fork again and append a user message.',
        });
      }
      const endpoint = await this.#kept(choice);
      await assertFree(this.store, state);
      const now = this.options.now();
      for (const id of await endWaitingRuns(this.store, traceId, now)) await this.#engine.tell(id);
      const run = await insertRun(this.store, { id: newId(), traceId, endpoint, limits }, now);
      await this.#engine.enter(run);
      return this.get(run.id);
    });
  }

  async get(id: string): Promise<Run> {
    return this.#engine.shown(await findRun(this.store, id));
  }

  /** Stops a run; what had come is kept. A run that has ended already stays as it is. */
  async cancel(id: string): Promise<Run> {
    const { traceId } = await findRun(this.store, id);
    return this.#inTurn(traceId, async () => {
      await this.#engine.dequeue(id);
      const live = this.#engine.live(id);
      if (live) {
        live.cancel();
        await this.#engine.settled(id, cancelMs);
        if (this.#engine.live(id)) return this.get(id);
      }
      const { status } = await findRun(this.store, id);
      if (status === 'waiting') cancelLive(this.store, traceId);
      // Also a run that came to wait for somebody while it was being stopped.
      await changeRun(this.store, id, ['queued', 'running', 'waiting', 'paused'], {
        status: 'cancelled',
        reason: 'Cancelled. What had come is kept.',
        endedAt: this.options.now(),
      });
      return this.#engine.tell(id);
    });
  }

  /** Stops a run before its next model call. One that does not run stays as it is. */
  async pause(id: string): Promise<Run> {
    const { traceId } = await findRun(this.store, id);
    return this.#inTurn(traceId, async () => {
      await this.#engine.dequeue(id);
      this.#engine.live(id)?.pause();
      const reason = 'Paused before it began.';
      await changeRun(this.store, id, ['queued'], { status: 'paused', reason });
      return this.#engine.tell(id);
    });
  }

  /**
   * Lets a run go on that ended before it was done: on the same branch, counting on. Edits become an event
   * at its end; also a run that waits goes on with them. Throws AppError as `start`, and `conflict` for a run
   * that is on, is done, or after which another one went on.
   */
  async goOn(id: string, given: Omit<Continuation, 'kept'>): Promise<Run> {
    const { traceId } = await findRun(this.store, id);
    return this.#inTurn(traceId, async () => {
      const kept = (choice: EndpointChoice) => this.#kept(choice);
      await continueRun(this.store, this.#engine, id, { ...given, kept }, this.options.now);
      return this.get(id);
    });
  }

  /** Answers a pending call by hand; with the last one the run goes on. Throws AppError `conflict`. */
  answer(id: string, given: HandAnswer): Promise<Run> {
    return this.#answers.byHand(id, given);
  }

  /** Answers what waits with unused recorded results of the same tools. Throws AppError `conflict`. */
  answerRest(id: string): Promise<Run> {
    return this.#answers.fromRecording(id);
  }

  /** Runs a pending call for real; returns when it is on. Throws AppError as `approveLive`. */
  approve(id: string, given: LiveApproval): Promise<Run> {
    return this.#answers.live(id, given);
  }

  /** Mends the arguments of a pending call by an edit; then its answerers are asked. Throws as `repairEdit`. */
  async repair(id: string, callId: string, input: Json): Promise<Run> {
    const edits = async (): Promise<ForkEdit[]> => {
      const { traceId } = await this.#answers.waiting(id);
      return [repairEdit(await branchState(this.store, traceId), callId, input)];
    };
    return this.goOn(id, { edits });
  }

  /** Stops what runs on a trace that nobody sees any more; what waits there may go on once it is restored. */
  stopOn(traceId: string): Promise<void> {
    return this.#inTurn(traceId, async () => {
      cancelLive(this.store, traceId);
      for (const live of this.#engine.liveOn(traceId)) live.cancel();
      for (const id of this.#engine.queuedOn(traceId)) {
        await this.#engine.dequeue(id);
        await changeRun(this.store, id, ['queued'], {
          status: 'cancelled',
          reason: 'Its branch was deleted.',
          endedAt: this.options.now(),
        });
        await this.#engine.tell(id);
      }
    });
  }

  /** See `followUpdates`. */
  updates(id: string, after: number | undefined, signal?: AbortSignal): AsyncGenerator<RunUpdate> {
    return followUpdates(this.store, this.#engine, id, after, signal);
  }

  /** Cancels what runs, for a shutdown: rows are marked by whoever stops the process. Synchronous. */
  stop(): void {
    this.#engine.stop();
  }

  /** Resolves when no run is on. */
  idle(): Promise<void> {
    return this.#engine.idle();
  }

  /** Opened once to see that it can be: nothing is asked. */
  async #kept(choice: EndpointChoice): Promise<KeptEndpoint> {
    const { allowPrivate } = this.options;
    const context = { allowPrivate, script: noScript, onExchange: () => undefined };
    const { shown } = await this.#engine.open(this.store, choice, context);
    return { shown, choice };
  }

  #inTurn<T>(traceId: string, work: () => Promise<T>): Promise<T> {
    return this.#engine.turns.take(traceId, work);
  }
}
