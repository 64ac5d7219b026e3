import type { Run } from '@/lib/api/run-contract';
import type { Store } from '@/lib/db/store';
import { AppError } from '@/lib/errors';
import type { Answer } from '@/lib/resume/answerer';
import { answerRest } from './answer-rest';
import { approveLive, type LiveApproval, writeLiveAnswer } from './approve-live';
import { branchState } from './branch-state';
import type { WrittenEvent } from './branch-writer';
import { type HandAnswer, writeAnswer } from './hand-answer';
import { pendingCall } from './pending-call';
import type { RunEngine } from './run-engine';
import { changeRun, findRun, newestRun, type StoredRun } from './run-store';
import { withHosts } from './run-used';

/** Answers to the calls that runs wait for: of two who answer one call at once only the first one does. */
export class RunAnswers {
  constructor(
    private readonly store: Store,
    private readonly engine: RunEngine,
    private readonly now: () => Date,
  ) {}

  byHand(id: string, given: HandAnswer): Promise<Run> {
    return this.#waiting(id, async ({ traceId }) => {
      const state = await branchState(this.store, traceId);
      const call = pendingCall(this.store, state, given.callId);
      this.#tell(id, [await writeAnswer(this.store, state, call, given, this.now)]);
    });
  }

  fromRecording(id: string): Promise<Run> {
    return this.#waiting(id, async ({ traceId }) => {
      this.#tell(id, await answerRest(this.store, traceId, this.now));
    });
  }

  live(id: string, given: LiveApproval): Promise<Run> {
    return this.#waiting(id, async (run) => {
      const state = await branchState(this.store, run.traceId);
      const options = { runId: id, now: this.now };
      const { activity, ended } = await approveLive(this.store, state, given, options);
      if (activity.host) {
        const used = withHosts(run.used, [activity.host]);
        await changeRun(this.store, id, ['waiting'], { used });
      }
      this.engine.inBackground(id, async () => {
        // Given up together with the run: that it may have acted is kept with the attempt.
        const answer = await ended.catch(() => null);
        await this.engine.turns.take(run.traceId, () => this.#came(run, given.callId, answer));
      });
    });
  }

  /** Throws AppError `conflict` where the run does not wait. In its branch's turn. */
  async waiting(id: string): Promise<StoredRun> {
    const run = await findRun(this.store, id);
    if (run.status !== 'waiting') {
      throw new AppError('conflict', 'This run does not wait for an answer any more.', {
        hint: 'Its call was answered already, or the run has ended.',
      });
    }
    // What made it wait may not be quite done.
    await this.engine.settled(id);
    return run;
  }

  /** Does something to a waiting run in its branch's turn, then lets it go on if nothing is open. */
  async #waiting(id: string, work: (run: StoredRun) => Promise<void>): Promise<Run> {
    const { traceId } = await findRun(this.store, id);
    return this.engine.turns.take(traceId, async () => {
      await work(await this.waiting(id));
      await this.#goOn(id);
      return this.engine.tell(id);
    });
  }

  /** What a live call brought is kept also where its run has ended meanwhile, as long as nobody else answered. */
  async #came(run: StoredRun, callId: string, answer: Answer | null): Promise<void> {
    const { id, traceId } = run;
    const newest = await newestRun(this.store, traceId);
    const free = newest?.id === id && newest.status !== 'running' && newest.status !== 'queued';
    if (answer && free) {
      const written = await writeLiveAnswer(this.store, traceId, callId, answer, this.now);
      if (written) this.#tell(id, [written]);
      await this.#goOn(id);
    }
    await this.engine.tell(id);
  }

  async #goOn(id: string): Promise<void> {
    const { traceId } = await findRun(this.store, id);
    const { checkpoint } = await branchState(this.store, traceId);
    if (checkpoint.pending.length > 0) return;
    const run = await changeRun(this.store, id, ['waiting'], { status: 'queued', reason: null });
    // It may have ended meanwhile.
    if (run.status === 'queued') await this.engine.enter(run);
  }

  #tell(id: string, written: readonly WrittenEvent[]): void {
    for (const { event, row } of written)
      this.engine.hub.publish(id, { type: 'event', event, row });
  }
}
