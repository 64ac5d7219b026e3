import type { ValueSpan } from '../source/boundary-scan';

export const mainLane = 'main';

/** A model call: `step_started`, and what tells of its reply. Numbers are indices of entries. */
export interface Step {
  at: number;
  startedAt: number | null;
  lane: string;
  /** The entry before which the call is told: by then its reply is known. Past the end: the trace breaks off. */
  told: number;
  toldAt: number | null;
  /** Reasoning and fragments of the reply: part of the call, no events of their own. */
  absorbed: number[];
  calls: Call[];
  /** The entry that holds the reply, where it is text. */
  reply: number | null;
  /** It is the only call of its run, so usage of the run is its usage. */
  alone: boolean;
  retry: number | null;
  /** What came where a reply was due. */
  end: 'reply' | 'step' | 'run' | 'eof' | null;
}

export interface Call {
  /** The `tool_called`, or where there is none the result. */
  at: number;
  startedAt: number | null;
  id: string;
  tool: string;
  lane: string;
  implied: boolean;
  inStep: boolean;
  failed: number | null;
  answer: number | null;
  answerAt: number | null;
  /** The model went on, and the trace holds no answer by then: the call is left out of the conversation. */
  lost: boolean;
}

export interface Entry {
  span: ValueSpan;
  type: string | null;
  lane: string;
  reason: string | null;
}

export interface Plan {
  entries: Entry[];
  /** Model calls by the entry before which they are told. */
  told: Map<number, Step[]>;
  /** By entry: of `tool_called`, and of what answers it. */
  calls: Map<number, Call>;
  absorbed: Set<number>;
  timed: boolean;
}

/** The entry that answers a call: what the model was told, else the failure alone. */
export const answerTo = (call: Call): number | null => call.answer ?? call.failed;
