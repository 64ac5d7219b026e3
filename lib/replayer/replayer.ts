import { AppError } from '@/lib/errors';
import { conversationAt, defaultSide, type Side } from '@/lib/replay/conversation-at';
import {
  type Counterfactual,
  counterfactual,
  type Moment,
} from '@/lib/replay/counterfactual/counterfactual';
import type { Fact } from '@/lib/replay/facts/fact';
import { factsAt } from '@/lib/replay/facts/facts-at';
import { type Flavour, fingerprint } from '@/lib/replay/fingerprint/fingerprint';
import { saidBy } from '@/lib/replay/run-source';
import { type LastStep, lastCompletedStep } from '@/lib/replay/state/last-completed-step';
import { type StateEntry, stateAt } from '@/lib/replay/state/state-fold';
import type { Event } from '@/lib/trace/event';
import { type Message, textOf } from '@/lib/trace/message';
import type { Outline } from '@/lib/trace/outline';
import type { TraceHeader } from '@/lib/trace/trace';
import { type ForkOptions, ReplayFork } from './fork';
import { type OpenRun, openRuns } from './open-run';
import { readFiles } from './read-files';
import { sha256 } from './sha256';

/** Whatever keeps traces: `load` gives what was recorded, parsed. */
export interface TraceStore {
  load(id: string): unknown | Promise<unknown>;
}

/** What of a run its events do not say. */
export type RunMetadata = Pick<TraceHeader, 'name' | 'format' | 'outcome' | 'timeQuality'> &
  Pick<TraceHeader, 'origin' | 'extra' | 'lanes' | 'totals'>;

/**
 * A recorded run in a program's hands: what shipit_agent.replay's `TraceReplayer` does, for every format that the
 * application reads, with its faults left behind (`shipit` has them, exactly). Nothing of it changes once it is
 * open; what it gives away is a copy. An event is named by its `seq`, counted from 0: methods that take one throw
 * RangeError for one that is not there, and -1 is not the last.
 */
export class Replayer {
  private constructor(private readonly run: OpenRun) {}

  static of(run: OpenRun): Replayer {
    return new Replayer(run);
  }

  /**
   * The one trace of a file, of a gzipped file or of a folder. Rejects with AppError `unprocessable` where no format
   * knows it or it holds several (see `allFromFile`), and with Node's error where it cannot be read.
   */
  static async fromFile(path: string): Promise<Replayer> {
    return theOne(await Replayer.allFromFile(path));
  }

  /** Every trace of a file or folder, branches that it holds included. Rejects as `fromFile`. */
  static async allFromFile(path: string): Promise<Replayer[]> {
    return openRuns(await readFiles(path), sha256).map(Replayer.of);
  }

  /**
   * A record as it was parsed from JSON: a document of any format, or an array of its lines.
   * Throws AppError `unprocessable` as `fromFile`, TypeError for what JSON cannot hold.
   */
  static fromRecord(record: unknown, name = 'record.json'): Replayer {
    const text = JSON.stringify(record);
    if (text === undefined) throw new TypeError('A record is what JSON can hold');
    const bytes = new TextEncoder().encode(text);
    return theOne(openRuns([{ path: name, bytes }], sha256).map(Replayer.of));
  }

  /** Rejects as `fromRecord`, and with what the store throws. */
  static async fromStore(store: TraceStore, id: string): Promise<Replayer> {
    return Replayer.fromRecord(await store.load(id), `${id}.json`);
  }

  /** The id that the source gives; its name where it gives none. */
  get traceId(): string {
    const { header, title } = this.run.trace;
    return header.sourceId ?? title;
  }

  get length(): number {
    return this.run.outline.length;
  }

  get metadata(): RunMetadata {
    const { name, format, outcome, timeQuality, origin, extra, lanes, totals } =
      this.run.trace.header;
    return structuredClone({
      ...{ name, format, outcome, timeQuality, lanes, totals },
      ...(origin === undefined ? {} : { origin }),
      ...(extra === undefined ? {} : { extra }),
    });
  }

  get events(): Event[] {
    return structuredClone(this.run.trace.events);
  }

  /** One light row per event. */
  get outline(): Outline {
    return structuredClone(this.run.outline);
  }

  /** Events whose type is exactly the source's own word, in order. */
  eventIndicesByType(type: string): number[] {
    return this.run.outline.flatMap((row) => (row.type === type ? [row.seq] : []));
  }

  /**
   * The conversation at an event: `before` a model call what it saw, `after` with what the event added; without a
   * side what is natural there. Empty where the trace knows of none.
   */
  messagesAt(seq: number, side?: Side): Message[] {
    const row = this.#row(seq);
    const entries = conversationAt(this.run.outline, seq, side ?? defaultSide(row)) ?? [];
    return structuredClone(entries.map(({ position }) => this.run.message(position)));
  }

  /** Event and text of what people said, in order. */
  findUserMessages(): [seq: number, text: string][] {
    return this.run.outline.flatMap((row): [number, string][] =>
      row.kind === 'model-call'
        ? []
        : saidBy(this.run, row).flatMap((message): [number, string][] =>
            message.role === 'user' ? [[row.seq, textOf(message)]] : [],
          ),
    );
  }

  /** A snapshot to go on from, independent of the run and of every other fork. Throws AppError as `applyEdits`. */
  fork(seq: number, options: ForkOptions = {}): ReplayFork {
    return new ReplayFork(
      this.run,
      seq,
      options.side ?? defaultSide(this.#row(seq)),
      options,
      Replayer.of,
    );
  }

  /** Every key as it stands after the event, tombstones included. */
  stateAt(seq: number): StateEntry[] {
    this.#row(seq);
    return stateAt(this.run.events(0, seq + 1));
  }

  /** Where a run that failed or never ended had got to, and what it left open. */
  lastCompletedStep(): LastStep {
    return lastCompletedStep(this.run.outline);
  }

  /** What the run had established after the event: goals, tests, files, errors, todos and the like. */
  factsAt(seq: number): Fact[] {
    this.#row(seq);
    return factsAt(this.run, seq);
  }

  /**
   * What messages, state and facts would have been at a moment without some events; without a moment at the end. A
   * filter over what was recorded: nothing is run again.
   */
  counterfactual({
    exclude,
    seq = this.length - 1,
    side = 'after',
  }: { exclude: Iterable<number> } & Partial<Moment>): Counterfactual {
    this.#row(seq);
    return structuredClone(counterfactual(this.run, { exclude, seq, side }));
  }

  /** Of all events, as the application shows it: `rt1-content-…`. */
  fingerprint(flavour: Flavour = 'content'): string {
    return fingerprint(this.run.outline, flavour, sha256);
  }

  /** What the functions of the engine read. */
  get source(): OpenRun {
    return this.run;
  }

  #row(seq: number) {
    const row = this.run.outline[seq];
    if (!row) throw new RangeError(`No event ${seq}: the trace has ${this.length}`);
    return row;
  }
}

function theOne(runs: readonly Replayer[]): Replayer {
  const [only, second] = runs;
  if (!only) throw new AppError('unprocessable', 'The file holds no trace.');
  if (second)
    throw new AppError('unprocessable', `The file holds ${runs.length} traces.`, {
      hint: 'Replayer.allFromFile opens all of them.',
    });
  return only;
}
