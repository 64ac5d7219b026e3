import type { BernsteinFilters } from '@/lib/replay/bernstein/filter-events';
import type { Field } from './fields';
import type { Pattern } from './pattern';

/** Longer ones are turned down: a query is read on every keystroke and stands in an address. */
export const maxQueryLength = 2000;

/** `[start, end)` in UTF-16 units of the query's text. */
export interface Span {
  start: number;
  end: number;
}

/** Why a text is no query. `suggestion` is what to write in place of `[start, end)`. */
export interface QueryError extends Span {
  message: string;
  suggestion: string | null;
}

export type Op = ':' | '=' | '!=' | '>' | '>=' | '<' | '<=' | '~';

export const isWords = [
  ...['error', 'fork', 'edited', 'live', 'recorded'],
  ...['hand', 'partial', 'excluded', 'redacted'],
] as const;
export const hasWords = ['image', 'secret', 'reasoning', 'tool_call'] as const;

/** Numbers from `min` to `max`; an end that is `open` does not belong to it. */
export interface Interval {
  min: number;
  max: number;
  minOpen: boolean;
  maxOpen: boolean;
}

/** What a value must be. A missing value is none of it, `differs` and `outside` included. */
export type Test =
  | { type: 'contains' | 'equals' | 'differs'; text: string }
  | { type: 'matches'; pattern: Pattern; whole: boolean }
  | { type: 'within' | 'outside'; interval: Interval }
  /** A value of no known type: by the number where there is one on both sides, else by the text. */
  | { type: 'like'; op: ':' | '=' | '!='; text: string; number: number | null };

/** A value as written: without its quotes, and whether it had them. */
export interface Written {
  text: string;
  quoted: boolean;
  pattern: Pattern | null;
}

/** A bare word, a phrase or a regex: somewhere in what the event says, was sent anew or carries. */
export interface TextAtom extends Span {
  type: 'text';
  value: Written;
}
export interface FieldAtom extends Span {
  type: 'field';
  field: Field;
  /** Of `args`, `result`, `state` and `meta`. */
  path: readonly string[];
  op: Op;
  value: Written;
  test: Test;
}
export interface IsAtom extends Span {
  type: 'is';
  word: (typeof isWords)[number];
}
export interface HasAtom extends Span {
  type: 'has';
  word: (typeof hasWords)[number];
}
export interface BernsteinAtom extends Span {
  type: 'bernstein';
  text: string;
  filters: BernsteinFilters;
}
export type Atom = TextAtom | FieldAtom | IsAtom | HasAtom | BernsteinAtom;

export type Node =
  | Atom
  | (Span & { type: 'not'; node: Node })
  | (Span & { type: 'and' | 'or'; nodes: readonly Node[] });

export interface Query {
  text: string;
  /** null: everything. */
  root: Node | null;
}

/** All atoms of a query, in the order of its text. */
export function* atomsOf(node: Node | null): Generator<Atom> {
  if (node === null) return;
  if ('nodes' in node) for (const one of node.nodes) yield* atomsOf(one);
  else if (node.type === 'not') yield* atomsOf(node.node);
  else yield node;
}
