import { setImmediate as turn } from 'node:timers/promises';
import type { ContextDiff, Ignorable } from '@/lib/api/diff-contract';
import type { SharedTrace } from '@/lib/api/share-contract';
import type { Lineage } from '@/lib/db/lineage';
import { readEvents } from '@/lib/db/read-event';
import { readBlob } from '@/lib/db/read-parts';
import type { Store } from '@/lib/db/store';
import type { Side } from '@/lib/replay/conversation-at';
import { eventText } from '@/lib/replay/diff/event-text';
import { contextDiff } from '@/lib/server/diffs/context-diff';
import { diffLineages } from '@/lib/server/diffs/diff-traces';
import { eventAt, messagesAt, setupOf } from '@/lib/server/traces/read-trace';
import { positionsOf, refsOf } from '@/lib/trace/conversation';
import type { Event } from '@/lib/trace/event';
import type { Message } from '@/lib/trace/message';
import type { OutlineRow } from '@/lib/trace/outline';
import type { Setup } from '@/lib/trace/setup';
import { type Leaving, leavingOf } from './leaving';
import { noShare } from './open-share';
import type { SharePins } from './share-pins';
import { sharedBlob } from './shared-blob';
import { type SharedDiff, sharedDiff } from './shared-diff';
import { sharedEvent } from './shared-event';
import { sharedEdits, sharedMessage, sharedSetup } from './shared-message';
import { sharedRows } from './shared-rows';
import { type SharedScope, sharedScope } from './shared-scope';

/** Where one stands in a shared trace. */
export interface SharedStandpoint {
  side: string;
  seq: number;
  at: Side;
}

/**
 * The one way in which anything shared is read, by a link or into a file: what is not included is not in it, and
 * what is masked leaves as bullets. Every method throws AppError `not_found` for what the share does not hold.
 */
export class SharedReader {
  readonly #leaving: Leaving;
  readonly #scopes = new Map<string, SharedScope>();

  constructor(
    private readonly store: Store,
    readonly pins: SharePins,
  ) {
    this.#leaving = leavingOf(pins);
  }

  /** Titles, names, forks: what is shown besides the traces themselves. */
  get shown(): Pick<SharePins, 'title' | 'summary'> & { traces: SharedTrace[] } {
    const { title, summary, traces } = this.pins;
    return {
      ...{ title: this.text(title), summary: this.text(summary) },
      traces: traces.map(({ shown }) => this.#shownTrace(shown)),
    };
  }

  #shownTrace({ name, lanes, totals, fork, ...shown }: SharedTrace): SharedTrace {
    return {
      ...{ ...shown, name: this.text(name) },
      totals: { ...totals, models: [...new Set(totals.models.map((one) => this.text(one)))] },
      lanes: lanes.map((lane) => ({
        ...{ id: this.text(lane.id), name: this.text(lane.name) },
        parent: lane.parent === null ? null : this.text(lane.parent),
      })),
      fork: fork && { ...fork, edits: sharedEdits(this.#leaving, fork.edits) },
    };
  }

  /** Rows `[from, from + limit)`, at once. */
  outline(side: string, from = 0, limit = Number.POSITIVE_INFINITY): OutlineRow[] {
    return [...this.#rows(side, from, limit)].flat();
  }

  /** The same; others get their turn meanwhile. */
  async rows(side: string, from = 0, limit = Number.POSITIVE_INFINITY): Promise<OutlineRow[]> {
    const rows: OutlineRow[] = [];
    for (const some of this.#rows(side, from, limit)) {
      for (const row of some) rows.push(row);
      await turn();
    }
    return rows;
  }

  #rows(side: string, from: number, limit: number): Generator<OutlineRow[]> {
    return sharedRows(this.store, this.#scope(side).lineage, this.#leaving, from, limit);
  }

  /** How many events of a trace are shared. */
  events(side: string): number {
    return this.#scope(side).lineage.events;
  }

  event(side: string, seq: number): Event {
    const { lineage } = this.#scope(side);
    const event = eventAt(this.store, lineage, seq);
    return sharedEvent(this.#leaving, event, this.#said(side, event), lineage.events);
  }

  /** Events `[from, to)` without what they add to a conversation, and so without a first line: for looking through. */
  *eventsAlone(side: string, from: number, to: number): Generator<Event> {
    const { lineage } = this.#scope(side);
    for (const event of readEvents(this.store.raw, lineage, from, to))
      yield sharedEvent(this.#leaving, event, [], lineage.events);
  }

  /** What an event adds, as its reader gets it. */
  #said(side: string, { said }: Pick<Event, 'said'>): Message[] {
    const positions = [...positionsOf(said?.append ?? [])];
    return this.messages(side, positions).map(({ message }) => message);
  }

  /** By pool position; positions that no shared event refers to are left out. */
  messages(
    side: string,
    positions: readonly number[],
  ): { position: number; contentHash: string; message: Message }[] {
    const { lineage, holdsMessage } = this.#scope(side);
    const wanted = refsOf(positions.filter(holdsMessage));
    return messagesAt(this.store, lineage, wanted).map(({ position, contentHash, message }) => ({
      ...{ position, contentHash: this.#leaving.hash(contentHash) },
      message: sharedMessage(this.#leaving, message),
    }));
  }

  /** @param hash as a shared event names it */
  setup(side: string, hash: string): Setup {
    const { lineage, setupNamed } = this.#scope(side);
    const stored = setupNamed(hash, this.#leaving.hash);
    if (stored === null) throw noShare();
    return sharedSetup(this.#leaving, setupOf(this.store, lineage, stored));
  }

  /**
   * Media, where they are included and a shared message shows them; null: none.
   * @param shown as that message names it
   */
  async blob(
    side: string,
    shown: string,
  ): Promise<{ mediaType: string; bytes: Uint8Array } | null> {
    if (!this.pins.include.media) return null;
    const { lineage, blobs } = this.#scope(side);
    const stored = [...(await blobs())].find((sha256) => this.#leaving.hash(sha256) === shown);
    const blob = stored === undefined ? undefined : readBlob(this.store.raw, lineage, stored);
    return blob ? sharedBlob(this.#leaving, blob) : null;
  }

  /** @param signal of whoever asked */
  async diff(
    a: string,
    b: string,
    ignore: readonly Ignorable[] = [],
    signal?: AbortSignal,
  ): Promise<SharedDiff> {
    const [left, right] = [this.#scope(a).lineage, this.#scope(b).lineage];
    const diff = await diffLineages(this.store, left, right, { ignore, signal });
    return sharedDiff(this.#leaving, diff, (letter, seq) => {
      const side = letter === 'a' ? a : b;
      const event = this.event(side, seq);
      const { content, reasoning } = eventText(event, this.#said(side, event));
      return `${content}\n${reasoning}`;
    });
  }

  context(a: SharedStandpoint, b: SharedStandpoint): ContextDiff {
    const at = ({ side, seq, at }: SharedStandpoint) => ({
      ...{ lineage: this.#scope(side).lineage, seq, side: at },
    });
    const diff = contextDiff(this.store, at(a), at(b));
    const { hash } = this.#leaving;
    const named = (one: ContextDiff['a']): ContextDiff['a'] =>
      one && { ...one, setup: one.setup === null ? null : hash(one.setup) };
    return { ...diff, a: named(diff.a), b: named(diff.b) };
  }

  /** Where the rows of a trace are, for what is read besides them: it must be masked by `text`. */
  place(side: string): { traceId: string; lineage: Lineage } {
    const { lineage } = this.#scope(side);
    return { traceId: lineage.traceId, lineage };
  }

  /**
   * Masks text that comes from elsewhere: records of the upload.
   * @param cut it was cut at its end, where a value may have been cut, too: so much of it goes as one may take
   */
  text(text: string, cut = false): string {
    const { masker } = this.#leaving;
    const masked = masker.text(text);
    return cut ? masked.slice(0, Math.max(0, masked.length - 6 * masker.longest)) : masked;
  }

  #scope(side: string): SharedScope {
    const known = this.#scopes.get(side);
    if (known) return known;
    const scope = sharedScope(this.store, this.pins, side);
    this.#scopes.set(side, scope);
    return scope;
  }
}
