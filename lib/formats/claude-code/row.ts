import type { RecordRef } from '@/lib/trace/event';

/**
 * `assistant`: a fragment of a reply. `failure`: a reply that stands for a failed request. `user`: goes to
 * the model. `boundary`, `summary`: a compaction and what is left of the conversation. `thinned`: results
 * were cleared. `retry`: a request failed and is tried again. `noise`: tells a reader nothing by itself.
 */
export type RowKind =
  | 'assistant'
  | 'failure'
  | 'user'
  | 'boundary'
  | 'summary'
  | 'thinned'
  | 'retry'
  | 'log'
  | 'noise'
  | 'unreadable';

export interface Call {
  id: string;
  /** Beginning of the prompt of a sub-agent, to find its transcript where no id tells. */
  prompt: string | null;
  /** What the call says the sub-agent is for. */
  title: string | null;
}

/** The light fields of one record: all that is held of it between `scan` and `read`. */
export interface Row {
  ref: RecordRef;
  /** Place in its trace: by file, then by line. */
  order: number;
  kind: RowKind;
  /** Type and subtype in the file's own words. */
  word: string;
  uuid: string | null;
  parent: string | null;
  session: string | null;
  /** The sub-agent whose row this is. */
  agent: string | null;
  side: boolean;
  /** The message is a live copy of a sub-agent's, wrapped in a progress row. */
  inner: boolean;
  time: number | null;
  messageId: string | null;
  calls: readonly Call[];
  /** Ids of the calls that it answers. */
  results: readonly string[];
  /** Ids of calls that the reply itself answers: the provider ran their tools. */
  served: readonly string[];
  human: boolean;
  /** The call that a progress row is about, or that began the sub-agent of an inner row. */
  about: string | null;
  /** A result that names the sub-agent it comes from. `later`: that agent goes on in the background. */
  spawned: { agent: string; later: boolean } | null;
  /** A title, a prompt's beginning, or why the row is unreadable. */
  text: string | null;
  /** The row that the file calls current. */
  leaf: string | null;
  /** The row whose conversation this one gives a title. */
  titles: string | null;
  /** The conversation begins anew with this row. */
  clears: boolean;
  /** Records that say the same again. */
  copies: RecordRef[];
}

export const recordsOf = (rows: readonly Row[]): RecordRef[] =>
  rows.flatMap((row) => [row.ref, ...row.copies]);
