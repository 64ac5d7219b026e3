import type { RunUpdate } from '@/lib/api/run-contract';
import type { Store } from '@/lib/db/store';
import { type EndedStep, type ResumeStep, resume } from '@/lib/resume/resume';
import type { openEndpoint } from '@/lib/server/endpoints/open-endpoint';
import type { LiveActivity } from '@/lib/server/executors/answer-live';
import type { BranchState } from './branch-state';
import { LiveBranch } from './live-branch';
import { LiveMeter } from './live-meter';
import { PartialReply } from './partial-reply';
import { resumption } from './resumption';
import { RunExchanges } from './run-exchanges';
import { laterThan, runFailure } from './run-failure';
import { changeRun, type StoredRun } from './run-store';
import { atRest, type Momentary, shownRun } from './shown-run';

export interface LiveRunOptions {
  store: Store;
  run: StoredRun;
  state: BranchState;
  allowPrivate: boolean;
  pieceMs: number;
  open: typeof openEndpoint;
  wait?: (ms: number, signal: AbortSignal) => Promise<void>;
  publish(update: RunUpdate): void;
  now(): Date;
}

/** A run while it runs: asks the model, stores every event when it is whole, tells readers. */
export class LiveRun {
  readonly #abort = new AbortController();
  readonly #branch: LiveBranch;
  readonly #partial: PartialReply;
  readonly #exchanges: RunExchanges;
  readonly #meter: LiveMeter;
  #run: StoredRun;
  #activity: Momentary['activity'] = null;
  #pausing = false;
  #late = false;

  constructor(private readonly options: LiveRunOptions) {
    const { store, state, run, publish, now } = options;
    this.#run = run;
    this.#branch = new LiveBranch(store, state, now);
    this.#partial = new PartialReply(publish);
    this.#exchanges = new RunExchanges(store, run.id);
    this.#meter = new LiveMeter(run, this.#exchanges, now);
  }

  get traceId(): string {
    return this.options.run.traceId;
  }

  get partial(): RunUpdate | null {
    return this.#partial.update;
  }

  get momentary(): Momentary {
    return { ...atRest, activity: this.#activity, pausing: this.#pausing };
  }

  /** With the default reason, which is how the other side knows a cancel from a fault. */
  cancel(): void {
    this.#late = false;
    this.#abort.abort();
  }

  /** Lets it stop before its next model call. */
  pause(): void {
    this.#pausing = true;
    this.#tell();
  }

  /** Runs to its end, whatever that is. Throws where database, endpoint or an answerer do. */
  async drive(): Promise<void> {
    const { run } = this.options;
    const { maxSeconds } = run.limits;
    const left = maxSeconds === undefined ? null : maxSeconds * 1000 - run.used.ranMs;
    const deadline = left !== null && left > 0 && setTimeout(() => this.#outOfTime(), left);
    try {
      let end: EndedStep = { type: 'ended', reason: 'cancelled', message: null };
      for await (const step of resume(await this.#resumption())) {
        if (step.type === 'ended') end = step;
        else await this.#take(step);
      }
      await this.#exchanges.stored();
      await this.#finish(end);
    } finally {
      if (deadline) clearTimeout(deadline);
      this.#partial.end();
    }
  }

  #resumption(): ReturnType<typeof resumption> {
    return resumption(this.options, {
      ...{ branch: this.#branch, meter: this.#meter, exchanges: this.#exchanges },
      signal: this.#abort.signal,
      isPausing: () => this.#pausing,
      onLive: (live) => this.#live(live),
    });
  }

  #outOfTime(): void {
    this.#late = true;
    this.#abort.abort();
  }

  async #take(step: Exclude<ResumeStep, EndedStep>): Promise<void> {
    const { now, publish } = this.options;
    switch (step.type) {
      case 'call-started':
        this.#meter.steps += 1;
        this.#activity = { type: 'calling', since: now().toISOString() };
        await this.#save();
        return this.#partial.begin();
      case 'delta':
        if (this.#activity?.type === 'retrying') this.#calling();
        return this.#partial.add(step);
      case 'retrying': {
        const { attempt, of, delayMs } = step;
        const failure = runFailure(step.failure, false, now());
        this.#activity = { type: 'retrying', failure, attempt, of, at: laterThan(now(), delayMs) };
        return this.#tell();
      }
      default: {
        publish({ type: 'event', ...(await this.#branch.write(step)) });
        if (step.type !== 'model-call' && step.type !== 'failure') return;
        this.#partial.end();
        this.#activity = null;
        this.#meter.count(step);
        await this.#save();
      }
    }
  }

  #calling(): void {
    this.#activity = { type: 'calling', since: this.options.now().toISOString() };
    this.#tell();
  }

  #live(live: LiveActivity | null): void {
    if (live?.host) this.#meter.wentTo(live.host);
    const { tool = '', executor = '' } = live ?? {};
    this.#activity = live && { type: 'tool', tool, executor };
    this.#tell();
  }

  /** What it has come to is in the database before the next thing is done. */
  async #save(): Promise<void> {
    const { store, run } = this.options;
    const { steps, used } = this.#meter;
    this.#run = await changeRun(store, run.id, ['running'], { steps, used });
    this.#tell();
  }

  #tell(): void {
    if (this.#run.status !== 'running') return;
    const { steps, used } = this.#meter;
    const run = shownRun({ ...this.#run, steps, used }, this.momentary);
    this.options.publish({ type: 'run', run });
  }

  async #finish(end: EndedStep): Promise<void> {
    this.#activity = null;
    const { store, run, now } = this.options;
    const late = this.#late && end.reason === 'cancelled' ? this.#meter.late() : null;
    const limit = late ?? (end.reason === 'limit' ? this.#meter.reached() : null);
    const status = limit ? 'limit' : end.reason;
    await this.#branch.end(status);
    const failed = end.reason === 'failed';
    await changeRun(store, run.id, ['running'], {
      status,
      reason: late?.message ?? end.message,
      limit: limit?.limit ?? null,
      failure: failed ? runFailure(end.failure, this.#branch.partly, now()) : null,
      ...{ steps: this.#meter.steps, used: this.#meter.used },
      endedAt: status === 'waiting' || status === 'paused' ? null : now(),
    });
  }
}
