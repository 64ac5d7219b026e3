import type { Provenance } from '@/lib/trace/event';
import type { Json } from '@/lib/trace/json';
import type { ToolResultPart } from '@/lib/trace/message';
import type { AskedCall } from './recording';

/** A call that wants an answer. Told apart by identity: ids may be missing. */
export interface OpenCall extends AskedCall {
  callId: string | null;
  /** The arguments were no JSON: `input` is their text. */
  malformed: boolean;
}

export interface Answer {
  output: Json;
  isError: boolean;
  provenance: Provenance;
  /** The recorded result, where the answer is one: it is then said in the same words. */
  recorded?: ToolResultPart;
}

/** Answers a call, or null: then the next one is asked, in the end a person. Rejects with the signal's reason on abort. */
export type Answerer = (call: OpenCall, signal: AbortSignal) => Promise<Answer | null>;
