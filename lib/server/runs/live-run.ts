import type { EndpointChoice, RunUpdate } from '@/lib/api/run-contract';
import type { Store } from '@/lib/db/store';
import type { Exchange } from '@/lib/egress/exchange';
import { answerFromRecording } from '@/lib/resume/answer-from-recording';
import { type OpenCall, type ResumeStep, resume } from '@/lib/resume/resume';
import type { Conversation } from '@/lib/trace/builder';
import type { Outcome } from '@/lib/trace/trace';
import { branchScript } from './branch-script';
import type { BranchState } from './branch-state';
import { BranchWriter, type WrittenEvent } from './branch-writer';
import { lineageRecording } from './lineage-recording';
import { endpointModel } from './run-endpoint';
import { changeRun, insertExchange, type StoredRun, shownRun } from './run-store';
import { stepDraft } from './step-draft';

export interface LiveRunOptions {
  store: Store;
  run: StoredRun;
  /** With the key, if one was typed. */
  choice: EndpointChoice;
  state: BranchState;
  allowPrivate: boolean;
  pieceMs: number;
  publish(update: RunUpdate): void;
  now(): Date;
}

/** At most 20 times a second a reader is told how far a reply has come. */
const partialMs = 50;

type Ended = Extract<ResumeStep, { type: 'ended' }>;

/** A run while it runs: asks the model, stores every event when it is whole, tells readers. */
export class LiveRun {
  readonly #abort = new AbortController();
  readonly #writer: BranchWriter;
  /** The events of calls, by the call. */
  readonly #seqs = new Map<OpenCall, number>();
  #conversation: Conversation;
  #modelCall: number | null = null;
  #steps: number;
  #partial: { text: string; reasoning: string } | null = null;
  #partialTimer: NodeJS.Timeout | null = null;
  readonly #exchanges: Promise<void>[] = [];

  constructor(private readonly options: LiveRunOptions) {
    const { store, state, run, now } = options;
    const { point } = state.checkpoint;
    this.#steps = run.steps;
    this.#writer = new BranchWriter(store, state.trace, point.lane, now);
    this.#conversation = this.#writer.conversationAt(point.base, point.keep);
  }

  get traceId(): string {
    return this.options.run.traceId;
  }

  /** The reply so far; null between replies. */
  get partial(): RunUpdate | null {
    return this.#partial && { type: 'partial', ...this.#partial };
  }

  /** With the default reason, which is how the other side knows a cancel from a fault. */
  cancel(): void {
    this.#abort.abort();
  }

  /** Runs to its end, whatever that is. Throws only where the database does. */
  async drive(): Promise<StoredRun> {
    const { store, run, choice, state, allowPrivate, pieceMs, now } = this.options;
    const { checkpoint, edits, bytes } = state;
    const { lane } = checkpoint.point;
    const { recording } = lineageRecording(store, state.trace.id);
    const script = branchScript(store, state.trace, { lane, edits, recording, bytes, pieceMs });
    const onExchange = (exchange: Exchange) => this.#keepExchange(exchange);
    const steps = resume({
      conversation: checkpoint.conversation.map(({ message }) => message),
      setup: checkpoint.setup,
      pending: this.#pendingCalls(),
      model: endpointModel(choice, { allowPrivate, script, onExchange }),
      where: run.endpoint.shown.label,
      answerers: [answerFromRecording(recording, lane)],
      limits: { maxSteps: Math.max(0, run.limits.maxSteps - run.steps) },
      signal: this.#abort.signal,
      clock: () => now().getTime(),
      bytes,
    });
    let end: Ended = { type: 'ended', reason: 'failed', message: null };
    for await (const step of steps) {
      if (step.type === 'ended') end = step;
      else await this.#take(step);
    }
    await Promise.all(this.#exchanges);
    return this.#finish(end);
  }

  #pendingCalls(): { call: OpenCall; announce: boolean }[] {
    return this.options.state.checkpoint.pending.map(({ callId, tool, input, seq }) => {
      const call: OpenCall = { callId, tool, input, malformed: false };
      if (seq !== null) this.#seqs.set(call, seq);
      return { call, announce: seq === null };
    });
  }

  async #take(step: Exclude<ResumeStep, Ended>): Promise<void> {
    switch (step.type) {
      case 'call-started': {
        this.#steps += 1;
        const { store, run } = this.options;
        const now = await changeRun(store, run.id, ['running'], { steps: this.#steps });
        this.options.publish({ type: 'run', run: shownRun(now, []) });
        this.#partial = { text: '', reasoning: '' };
        return this.#tellPartial();
      }
      case 'delta':
        if (this.#partial) {
          this.#partial.text += step.text;
          this.#partial.reasoning += step.reasoning;
        }
        this.#partialTimer ??= setTimeout(() => this.#tellPartial(), partialMs);
        return;
      default:
        await this.#write(step);
    }
  }

  async #write(step: Exclude<ResumeStep, { type: 'ended' | 'call-started' | 'delta' }>) {
    const call = 'call' in step ? (this.#seqs.get(step.call) ?? null) : null;
    const written = await this.#writer.add(
      stepDraft(step, { conversation: this.#conversation, modelCall: this.#modelCall, call }),
    );
    const { seq } = written.event;
    if (step.type === 'tool-call') this.#seqs.set(step.call, seq);
    if (step.type === 'model-call') this.#modelCall = seq;
    // What was cut is no turn of the conversation: the next call is asked without it.
    const cut = step.type === 'model-call' && step.unfinished;
    if (!cut && written.conversation) this.#conversation = written.conversation;
    if (step.type === 'model-call' || step.type === 'failure') this.#forgetPartial();
    this.#tell(written);
  }

  #tell({ event, row }: WrittenEvent): void {
    this.options.publish({ type: 'event', event, row });
  }

  #tellPartial(): void {
    this.#partialTimer = null;
    if (this.#partial) this.options.publish({ type: 'partial', ...this.#partial });
  }

  #forgetPartial(): void {
    if (this.#partialTimer) clearTimeout(this.#partialTimer);
    this.#partialTimer = null;
    this.#partial = null;
  }

  #keepExchange(exchange: Exchange): void {
    const { store, run } = this.options;
    const kept = insertExchange(store, run.id, this.#steps, exchange);
    this.#exchanges.push(
      kept.catch((error: unknown) => console.error(`Exchange of run ${run.id}:`, error)),
    );
  }

  async #finish({ reason, message }: Ended): Promise<StoredRun> {
    this.#forgetPartial();
    const { store, run, now } = this.options;
    const outcomes = { done: 'ok', failed: 'failed' } as const satisfies Record<string, Outcome>;
    await this.#writer.end(
      reason === 'done' || reason === 'failed' ? outcomes[reason] : 'unfinished',
    );
    const status = reason === 'limit' ? 'cancelled' : reason;
    return changeRun(store, run.id, ['running'], {
      status,
      reason: message,
      steps: this.#steps,
      endedAt: status === 'waiting' ? null : now(),
    });
  }
}
