import { type Edit, positionsOf, refsOf } from './conversation';
import { ConversationNode, emptyConversation, longestPrefix } from './conversation-tree';
import type { Event, EventKind, EventOf } from './event';
import { eventHash, type Hash, looseSpelling, setupHash } from './identity';
import type { BlobRef, Message } from './message';
import { MessagePool } from './message-pool';
import { outlineRow } from './outline';
import type { Setup } from './setup';
import type { TraceSink } from './sink';
import { summaryOf } from './summary';
import { TotalsCounter } from './totals';
import type { Lane, Note, Origin, Outcome, TimeQuality, Totals, TraceHeader } from './trace';

/** A conversation as it stood after some event. Immutable: keep it to come back to it. */
export type Conversation = ConversationNode;

type Made = 'seq' | 'hash' | 'summary' | 'saw' | 'said' | 'setup';
type Optional =
  | 'parent'
  | 'name'
  | 'startedAt'
  | 'durationMs'
  | 'sawFidelity'
  | 'saidFidelity'
  | 'error'
  | 'unfinished';

/** What an importer says of an event; the builder adds place, edits, hash and summary. */
export type EventDraft = {
  [K in EventKind]: Omit<EventOf<K>, Made | Optional> &
    Partial<Pick<EventOf<K>, Optional>> & {
      setup?: Setup | null;
      /** The prompt as recorded (model calls): its base is found by the longest common prefix. */
      prompt?: Message[];
      /** The conversation that the event continues, where the trace is only a log. */
      conversation?: Conversation | null;
      /** Messages that the event adds. */
      says?: Message[];
    };
}[EventKind];

export interface Added {
  seq: number;
  /** null where neither a prompt nor a conversation was given. */
  conversation: Conversation | null;
}

/** Where a builder takes up: after the past that a branch borrows, or after what is stored already. */
export interface BuilderStart {
  /** First seq of its own. */
  seq: number;
  /** First pool position of its own. */
  position: number;
  forkSeq: number | null;
  poolBase: number;
  totals: Totals;
  lanes: Lane[];
  /** Finds a message that is stored already by its key. */
  known: { position(key: string): number | undefined };
  /** Conversations of the past; only those that events up to `upTo` had are taken as a base. */
  past?: { root: Conversation; upTo: number };
}

export interface TraceEnd {
  name: string;
  format: string;
  sourceId?: string | null;
  outcome: Outcome;
  timeQuality: TimeQuality;
  origin?: Origin | undefined;
  extra?: unknown;
}

/** The only maker of events. Streams what it makes into a sink; keeps hashes and edits only. */
export class TraceBuilder {
  readonly root: Conversation = emptyConversation();
  #seq: number;
  readonly #pool: MessagePool;
  readonly #totals: TotalsCounter;
  readonly #setups = new Set<string>();
  readonly #lanes = new Map<string, Lane>();
  readonly #copies = new Map<Conversation, Conversation>();

  constructor(
    private readonly hash: Hash,
    private readonly sink: TraceSink,
    private readonly start?: BuilderStart,
  ) {
    this.#seq = start?.seq ?? 0;
    this.#pool = new MessagePool(hash, sink, start?.position, start?.known);
    this.#totals = new TotalsCounter(start?.totals);
    for (const lane of start?.lanes ?? []) this.#lanes.set(lane.id, lane);
  }

  get nextSeq(): number {
    return this.#seq;
  }

  get poolSize(): number {
    return this.#pool.size;
  }

  /** Names a lane once; later calls with the same id change nothing. Returns the id. */
  lane(id: string, name = id, parent: string | null = null): string {
    if (!this.#lanes.has(id)) this.#lanes.set(id, { id, name, parent });
    return id;
  }

  note(note: Note): void {
    this.sink.note(note);
  }

  /** Keeps a body beside the trace, once per content. */
  blob(bytes: Uint8Array, mediaType: string): BlobRef {
    const ref = {
      sha256: this.hash(bytes),
      mediaType,
      bytes: bytes.byteLength,
    };
    this.sink.blob(ref, bytes);
    return ref;
  }

  /** The conversation after `base`, cut to `keep` messages, for a builder that takes up a stored past. */
  conversationAt(base: number | null, keep: number): Conversation {
    return new ConversationNode(keep, keep === 0 ? null : base, -1, null);
  }

  /** The longest beginning of a prompt that some conversation so far has had. Nothing is stored. */
  known(prompt: readonly Message[]): Conversation {
    return this.#knownPrefix(prompt.map((message) => this.#pool.find(message) ?? -1));
  }

  add(draft: EventDraft): Added {
    const { setup, prompt, conversation, says = [], ...given } = draft;
    const seq = this.#seq;
    this.#seq += 1;
    this.lane(given.lane);

    let node = conversation ?? null;
    let saw: Edit | null = null;
    if (prompt) {
      const heard = this.#hear(prompt, seq);
      saw = heard.edit;
      node = heard.node;
    } else if (node && given.kind === 'model-call') {
      saw = { base: node.owner, keep: node.depth, append: [] };
    }

    const said = says.map((message) => ({
      message,
      ...this.#pool.intern(message),
    }));
    let saidEdit: Edit | null = null;
    if (node) {
      saidEdit = {
        base: saw ? seq : node.owner,
        keep: node.depth,
        append: refsOf(said.map(({ position }) => position)),
      };
      // A reply is echoed by the prompts after it: a log that records none would keep all of its words for nothing.
      const echoed = given.kind === 'model-call' && prompt !== undefined;
      for (const { position, message } of said)
        node = node.grow(position, seq, echoed ? looseSpelling(message) : null);
    } else if (said.length > 0) {
      saidEdit = {
        base: null,
        keep: 0,
        append: refsOf(said.map(({ position }) => position)),
      };
    }

    const event: Event = {
      parent: null,
      name: null,
      startedAt: null,
      durationMs: null,
      error: null,
      unfinished: false,
      sawFidelity: saw
        ? prompt
          ? 'exact'
          : 'derived'
        : given.kind === 'model-call'
          ? 'missing'
          : null,
      saidFidelity: said.length > 0 ? 'exact' : null,
      ...given,
      seq,
      setup: setup ? this.#keepSetup(setup) : null,
      saw,
      said: saidEdit,
      hash: '',
      summary: '',
    };
    event.summary = summaryOf(event, says);
    this.#emit(
      event,
      said.map(({ contentHash }) => contentHash),
    );
    return { seq, conversation: node };
  }

  /** Takes over an event that a native file recorded. Its messages and setup must be there already. */
  restore(event: Event): void {
    if (event.seq !== this.#seq)
      throw new RangeError(`Event ${event.seq} stands where ${this.#seq} is due`);
    this.#seq += 1;
    this.lane(event.lane);
    this.#emit(
      event,
      [...positionsOf(event.said?.append ?? [])].map((position) => {
        const found = this.#pool.contentHashAt(position);
        if (found === undefined)
          throw new RangeError(`Event ${event.seq} says message ${position}, which is not there`);
        return found;
      }),
    );
  }

  /** Puts a message into the pool ahead of the events that refer to it. Returns its position. */
  restoreMessage(message: Message): number {
    return this.#pool.intern(message).position;
  }

  restoreSetup(setup: Setup): string {
    return this.#keepSetup(setup);
  }

  /**
   * A trace that borrows this one's past up to and with `forkSeq`. This builder must be finished:
   * the branch sees its whole pool. `totals` are those of the borrowed past.
   */
  branch(sink: TraceSink, forkSeq: number, totals: Totals): TraceBuilder {
    return new TraceBuilder(this.hash, sink, {
      seq: forkSeq + 1,
      position: this.#pool.size,
      forkSeq,
      poolBase: this.#pool.size,
      totals,
      lanes: [...this.#lanes.values()],
      known: this.#pool,
      past: { root: this.root, upTo: forkSeq },
    });
  }

  /** The header of what was built so far. */
  header(end: TraceEnd): TraceHeader {
    return {
      name: end.name,
      format: end.format,
      sourceId: end.sourceId ?? null,
      outcome: end.outcome,
      timeQuality: end.timeQuality,
      lanes: [...this.#lanes.values()],
      totals: this.#totals.read(this.#pool.size),
      forkSeq: this.start?.forkSeq ?? null,
      poolBase: this.start?.poolBase ?? 0,
      ...(end.origin === undefined ? {} : { origin: end.origin }),
      ...(end.extra === undefined ? {} : { extra: end.extra }),
    };
  }

  finish(end: TraceEnd): TraceHeader {
    const header = this.header(end);
    this.sink.finish(header);
    return header;
  }

  #emit(event: Event, said: string[]): void {
    event.hash = eventHash(this.hash, event, said);
    const row = outlineRow(event);
    this.#totals.add(row);
    this.sink.event(event, row);
  }

  #keepSetup(setup: Setup): string {
    const hash = setupHash(this.hash, setup);
    if (!this.#setups.has(hash)) {
      this.#setups.add(hash);
      this.sink.setup(hash, setup);
    }
    return hash;
  }

  /** Finds the conversation with the longest common prefix, and the echoes of replies in what is new. */
  #hear(prompt: Message[], seq: number): { edit: Edit; node: Conversation } {
    const positions = prompt.map((message) => this.#pool.intern(message).position);
    let node = this.#knownPrefix(positions);
    const { owner: base, depth: keep } = node;
    const fresh = positions.slice(keep);

    const echoes: [number, number][] = [];
    let replies: Conversation | undefined = node;
    fresh.forEach((position, index) => {
      const message = prompt[keep + index];
      replies = message && replies?.echoed(looseSpelling(message));
      if (replies) echoes.push([index, replies.position]);
      node = node.grow(position, seq, null);
    });
    return {
      edit: {
        base,
        keep,
        append: refsOf(fresh),
        ...(echoes.length > 0 ? { echoes } : {}),
      },
      node,
    };
  }

  #knownPrefix(positions: readonly number[]): Conversation {
    const own = longestPrefix(this.root, positions);
    const past = this.start?.past;
    if (!past) return own;
    const borrowed = longestPrefix(past.root, positions, past.upTo);
    if (borrowed.depth <= own.depth) return own;
    // The past belongs to a finished builder: what grows from it here grows on a copy.
    let copy = this.#copies.get(borrowed);
    if (!copy) {
      copy = this.conversationAt(borrowed.owner, borrowed.depth);
      this.#copies.set(borrowed, copy);
    }
    return longestPrefix(copy, positions);
  }
}
