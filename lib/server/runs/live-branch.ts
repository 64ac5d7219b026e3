import type { Store } from '@/lib/db/store';
import type { OpenCall } from '@/lib/resume/answerer';
import type { EndReason } from '@/lib/resume/resume';
import type { Conversation } from '@/lib/trace/builder';
import type { BranchState } from './branch-state';
import { BranchWriter, type WrittenEvent } from './branch-writer';
import { stepDraft, type WholeStep } from './step-draft';

/** A branch while a run writes it: every step becomes an event at its end. */
export class LiveBranch {
  readonly #writer: BranchWriter;
  /** The events of calls, by the call. */
  readonly #seqs = new Map<OpenCall, number>();
  #conversation: Conversation;
  #modelCall: number | null = null;
  #partly = false;

  constructor(
    store: Store,
    private readonly state: BranchState,
    now: () => Date,
  ) {
    const { point } = state.checkpoint;
    this.#writer = new BranchWriter(store, state.trace, point.lane, now);
    this.#conversation = this.#writer.conversationAt(point.base, point.keep);
  }

  /** Something had come of the model call that failed last. */
  get partly(): boolean {
    return this.#partly;
  }

  /** The calls that the branch waits for at the start. */
  pendingCalls(): { call: OpenCall; announce: boolean }[] {
    const { pending } = this.state.checkpoint;
    return pending.map(({ callId, tool, input, seq, malformed = false }) => {
      const call: OpenCall = { callId, tool, input, malformed };
      if (seq !== null) this.#seqs.set(call, seq);
      return { call, announce: seq === null };
    });
  }

  seqOf(call: OpenCall): number | null {
    return this.#seqs.get(call) ?? null;
  }

  async write(step: WholeStep): Promise<WrittenEvent> {
    const call = 'call' in step ? this.seqOf(step.call) : null;
    const { event, row, conversation } = await this.#writer.add(
      stepDraft(step, { conversation: this.#conversation, modelCall: this.#modelCall, call }),
    );
    if (step.type === 'tool-call') this.#seqs.set(step.call, event.seq);
    if (step.type === 'model-call') {
      this.#modelCall = event.seq;
      this.#partly = step.reply !== null;
    }
    // What was cut is no turn of the conversation: the next call is asked without it.
    const cut = step.type === 'model-call' && step.unfinished;
    if (!cut && conversation) this.#conversation = conversation;
    return { event, row };
  }

  async end(reason: EndReason): Promise<void> {
    const outcome = reason === 'done' ? 'ok' : reason === 'failed' ? 'failed' : 'unfinished';
    await this.#writer.end(outcome);
  }
}
