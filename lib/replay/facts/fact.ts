import type { Event } from '@/lib/trace/event';
import type { Json } from '@/lib/trace/json';
import type { Message } from '@/lib/trace/message';

/** In the order in which facts are shown. */
export const factKinds = [
  ...(['goal', 'constraint', 'test', 'file', 'decision'] as const),
  ...(['risk', 'error', 'todo', 'value'] as const),
] as const;
export type FactKind = (typeof factKinds)[number];

/** What the facts of a kind are called together. */
export const factTitles: Readonly<Record<FactKind, string>> = {
  goal: 'Goals',
  constraint: 'Constraints',
  test: 'Tests',
  file: 'Files touched',
  decision: 'Decisions',
  risk: 'Risks',
  error: 'Errors',
  todo: 'Todos',
  value: 'Values',
};

/** One thing that a run established: what StatePlane calls a state record. */
export interface Fact {
  kind: FactKind;
  /** The same thing in another run, or at another moment, has the same key. Any text: never an object key. */
  key: string;
  title: string;
  /** A word of its kind: `active`, `resolved`, `edited`, `pending` … */
  status: string;
  detail: Json | null;
  /** The event that caused the present status. */
  seq: number;
  /** The event that first told of it. */
  since: number;
  /** `recorded`: the trace says so itself. `inferred`: `rule` concluded it from what happened. */
  source: 'recorded' | 'inferred';
  /** How it is known, in words. */
  rule: string;
}

/** Reads one run. `facts()` may be asked at any time, and holds for the events so far. */
export interface FactReader {
  /** In order of seq. `said`: the messages that the event itself added. */
  add(event: Event, said: readonly Message[]): void;
  facts(): Fact[];
}

/** One way to read facts out of events: a file of its own, and a line in the registry. */
export interface Projector {
  id: FactKind;
  title: string;
  create(): FactReader;
}
