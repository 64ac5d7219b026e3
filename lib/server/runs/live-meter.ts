import type { Run } from '@/lib/api/run-contract';
import type { ResumeStep } from '@/lib/resume/resume';
import { priceOf } from '@/lib/server/prices/price-of';
import { limitReached, outOfTime, type Reached } from './limit-reached';
import type { RunExchanges } from './run-exchanges';
import type { StoredRun } from './run-store';
import { type Used, withCall, withHosts } from './run-used';

type Counted = Extract<ResumeStep, { type: 'model-call' | 'failure' }>;

/** Counts what a run uses while it runs, on top of what it had used when it began to. */
export class LiveMeter {
  steps: number;
  /** Who is paid. */
  endpoint: Run['endpoint'];
  readonly #hosts = new Set<string>();
  readonly #begun: number;
  #used: Used;
  /** A failure right behind it tells of the same call. */
  #counted = 0;

  constructor(
    private readonly run: StoredRun,
    private readonly exchanges: Pick<RunExchanges, 'hosts'>,
    private readonly now: () => Date,
  ) {
    this.steps = run.steps;
    this.endpoint = run.endpoint.shown;
    this.#used = run.used;
    this.#begun = now().getTime();
  }

  get used(): Used {
    const ranMs = this.run.used.ranMs + Math.max(0, this.now().getTime() - this.#begun);
    return { ...withHosts(this.#used, [...this.exchanges.hosts, ...this.#hosts]), ranMs };
  }

  wentTo(host: string): void {
    this.#hosts.add(host);
  }

  count(step: Counted): void {
    if (step.type === 'model-call') {
      const { usage, model, unfinished } = step;
      const { kind, host } = this.endpoint;
      const by = { kind, baseUrl: host === null ? null : `https://${host}` };
      // A list may know the name that was asked for, and not the one that came back.
      const costUsd = priceOf(usage, model, by) ?? priceOf(usage, this.endpoint.model, by);
      const excused = unfinished || kind === 'scripted';
      this.#used = withCall(this.#used, { usage, costUsd, excused });
    } else if (this.#counted < this.steps && /^(timeout|cut)$/.test(step.failure.code)) {
      // It may have been worked on: nobody knows what it used.
      this.#used = withCall(this.#used, { usage: null, costUsd: null, excused: true });
    }
    this.#counted = this.steps;
  }

  /** Which limit forbids the next model call. */
  reached(): Reached | null {
    return limitReached(this.run.limits, this.steps, this.used);
  }

  late(): Reached {
    return outOfTime(this.run.limits.maxSeconds ?? 0);
  }
}
