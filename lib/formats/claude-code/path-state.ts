import { type KeepBlob, keepBlobIn } from '@/lib/dialects/keep-blob';
import type { Conversation, EventDraft, TraceBuilder } from '@/lib/trace/builder';
import type { RecordRef } from '@/lib/trace/event';
import type { Json } from '@/lib/trace/json';
import type { Outcome } from '@/lib/trace/trace';
import { mainLane } from './lanes';
import type { Row } from './row';
import type { OpenCalls } from './steps';

/** What is asked of the trace that is written. */
export interface PathSource {
  /** The message-bearing object of a row. */
  read(row: Row): Json;
  /** Progress rows that tell nothing but that the call was running. */
  progressOf(call: string): RecordRef[];
  /** Whether the log holds a result of the call. */
  isAnswered(call: string): boolean;
  /** The call that began the lane. */
  callOf(lane: string): string | null;
}

/** The event of a call, or of its answer. */
interface Made {
  seq: number;
  tool: string;
}

/** What a branch knows of the past that it leaves: everything up to `seq`. */
export interface Past {
  state: PathState;
  seq: number;
  node: Conversation;
  open: OpenCalls;
}

/** Where each lane's conversation and calls stand while one path is written. */
export class PathState {
  readonly keepBlob: KeepBlob;
  /** How the main conversation stands. */
  outcome: Outcome = 'unknown';
  /** Records behind what a reader should be told once. */
  readonly unrecorded: RecordRef[] = [];
  readonly repeated: RecordRef[] = [];
  readonly thinned: RecordRef[] = [];
  readonly #open = new Map<string, OpenCalls>();
  readonly #nodes = new Map<string, Conversation>();
  readonly #calls = new Map<string, Made>();
  readonly #answers = new Map<string, Made>();
  readonly #begun = new Set<string>();

  constructor(
    readonly builder: TraceBuilder,
    readonly source: PathSource,
    readonly past: Past | null = null,
    /** The lane whose end is the trace's. */
    private readonly primary = mainLane,
  ) {
    this.keepBlob = keepBlobIn(builder);
    this.#open.set(mainLane, new Map(past?.open));
    if (past && past.node.depth > 0)
      this.#nodes.set(mainLane, builder.conversationAt(past.node.owner, past.node.depth));
  }

  node(lane: string): Conversation {
    return this.#nodes.get(lane) ?? this.builder.root;
  }

  /** Calls of the lane that nothing has answered yet. */
  open(lane: string): OpenCalls {
    let found = this.#open.get(lane);
    if (!found) {
      found = new Map();
      this.#open.set(lane, found);
    }
    return found;
  }

  /** Adds an event to its lane's conversation, or to `from`. Returns its seq. */
  add(draft: EventDraft, from: Conversation = this.node(draft.lane)): number {
    const added = this.builder.add({ ...draft, conversation: from });
    if (added.conversation) this.#nodes.set(draft.lane, added.conversation);
    return added.seq;
  }

  end(lane: string, outcome: Outcome): void {
    if (lane === this.primary) this.outcome = outcome;
  }

  /** The call that began the lane, on the lane's first message; null on all later ones. */
  beginning(lane: string): number | null {
    if (this.#begun.has(lane)) return null;
    this.#begun.add(lane);
    const call = this.source.callOf(lane);
    return (call === null ? undefined : this.made(call)?.seq) ?? null;
  }

  called(call: string, made: Made): void {
    this.#calls.set(call, made);
  }

  answered(lane: string, call: string, made: Made): void {
    this.#answers.set(answerKey(lane, call), made);
    this.open(lane).delete(call);
  }

  /** The event of a call, also of one that the branch borrows. */
  made(call: string): Made | undefined {
    return this.#lookUp((state) => state.#calls.get(call));
  }

  /** The log may answer a call twice; an id may also be used twice, and is then open again. */
  isAnswered(lane: string, call: string): boolean {
    if (this.open(lane).has(call)) return false;
    return this.#lookUp((state) => state.#answers.get(answerKey(lane, call))) !== undefined;
  }

  /** The first find here or, among events up to where each branch left, in the past. */
  #lookUp(find: (state: PathState) => Made | undefined): Made | undefined {
    let upTo = Number.POSITIVE_INFINITY;
    let past: Past | null = this.past;
    let found = find(this);
    while (past && !found) {
      upTo = Math.min(upTo, past.seq);
      const borrowed = find(past.state);
      if (borrowed && borrowed.seq <= upTo) found = borrowed;
      past = past.state.past;
    }
    return found;
  }
}

const answerKey = (lane: string, call: string): string => `${lane}\n${call}`;
