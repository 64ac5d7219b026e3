import type { Side } from '@/lib/replay/conversation-at';
import { type Checkpoint, forkAt } from '@/lib/replay/fork-at';
import type { ForkEdit } from '@/lib/trace/fork-edit';
import type { JsonObject } from '@/lib/trace/json';
import { type Message, textOf } from '@/lib/trace/message';
import type { Setup } from '@/lib/trace/setup';
import { continuedRun } from './continued-run';
import type { OpenRun } from './open-run';
import type { Replayer } from './replayer';

export interface ForkOptions {
  /** `before`: as a model call saw it. `after`: with what the event added. */
  side?: Side;
  /** Replaces the last user turn; the empty text is an edit too. */
  editUserMessage?: string;
  /** Any other change; see `ForkEdit`. */
  edits?: readonly ForkEdit[];
  /** Goes along with the fork, over the metadata of the trace. */
  extraMetadata?: JsonObject;
}

/** What an agent is asked: to answer `prompt` after `history`, or to go on from `history` where there is none. */
export interface AgentInput {
  history: Message[];
  prompt: string | null;
  /** System prompt, tools, model and parameters in force. null fields: the trace does not say. */
  setup: Setup;
  metadata: JsonObject;
}

/** Anything that can run on. What it answers is given back as it is; `messages` become the events of the new run. */
export interface ReplayAgent<Result extends AgentAnswer = AgentAnswer> {
  run(input: AgentInput): Result | Promise<Result>;
}

export interface AgentAnswer {
  output?: string;
  /** What was said after the prompt, in order. Absent: `output` alone. */
  messages?: readonly Message[];
}

export interface Continuation<Result> {
  result: Result;
  output: string;
  /** The past up to the fork, the edit, and what the agent said: a run of its own. */
  replayer: Replayer;
}

/** A moment of a run to go on from. A snapshot: nothing that is done with it changes the run or another fork. */
export class ReplayFork {
  readonly seq: number;
  readonly sourceTraceId: string;
  readonly metadata: JsonObject;
  readonly #run: OpenRun;
  readonly #checkpoint: Checkpoint;

  constructor(
    run: OpenRun,
    seq: number,
    side: Side,
    options: ForkOptions,
    private readonly replayerOf: (run: OpenRun) => Replayer,
  ) {
    const { editUserMessage, edits = [], extraMetadata = {} } = options;
    const all: ForkEdit[] = [
      ...(editUserMessage === undefined
        ? []
        : [{ type: 'replace-last-user' as const, text: editUserMessage }]),
      ...edits,
    ];
    const { header, title } = run.trace;
    this.seq = seq;
    this.sourceTraceId = header.sourceId ?? title;
    this.metadata = structuredClone({ ...asObject(header.extra), ...extraMetadata });
    this.#run = run;
    this.#checkpoint = structuredClone(forkAt(run.outline, run, seq, side, all));
  }

  get edits(): readonly ForkEdit[] {
    return structuredClone(this.#checkpoint.edits);
  }

  /** The whole conversation to go on from, edits applied. */
  get messages(): Message[] {
    return structuredClone(this.#checkpoint.conversation.map(({ message }) => message));
  }

  get setup(): Setup {
    return structuredClone(this.#checkpoint.setup);
  }

  /** The question that the conversation ends with; null where it ends with something else. */
  get userPrompt(): string | null {
    const last = this.messages.at(-1);
    return last?.role === 'user' ? textOf(last) : null;
  }

  /**
   * Lets an agent go on. Its question is asked once: it is the prompt and not in the history as well, which the
   * seed's `continue_from` gets wrong. Rejects with what the agent throws; the fork stays as it is.
   */
  async continueFrom<Result extends AgentAnswer>(
    agent: ReplayAgent<Result>,
  ): Promise<Continuation<Result>> {
    const { messages, userPrompt: prompt } = this;
    const result = await agent.run({
      ...{ prompt, setup: this.setup, metadata: structuredClone(this.metadata) },
      history: prompt === null ? messages : messages.slice(0, -1),
    });
    const output = result.output ?? textOfLast(result.messages ?? []);
    const said = result.messages ?? [
      { role: 'assistant', parts: [{ type: 'text', text: output }] },
    ];
    return {
      result,
      output,
      replayer: this.replayerOf(continuedRun(this.#run, this.#checkpoint, structuredClone(said))),
    };
  }
}

const textOfLast = (messages: readonly Message[]): string => {
  const last = messages.findLast(({ role }) => role === 'assistant');
  return last ? textOf(last) : '';
};

/** What importers keep of a header is JSON: a document that is no object has no fields to name. */
const asObject = (extra: unknown): JsonObject =>
  typeof extra === 'object' && extra !== null && !Array.isArray(extra) ? { ...extra } : {};
