import type { Json } from '@/lib/trace/json';

/** A call as it is sent. */
export interface LiveCall {
  tool: string;
  input: Json;
  callId: string | null;
  /** The same for every attempt at one call. */
  idempotencyKey: string;
}

export interface LiveOutput {
  output: Json;
  isError: boolean;
}

/** An executor that is ready to be asked: all that can fail without acting has been done. */
export interface LiveLine {
  /** Once. Rejects with the signal's reason on abort, else with NoAnswer. */
  send(call: LiveCall, signal: AbortSignal): Promise<LiveOutput>;
  release(): void;
}

/** No answer came, or something that is none. In words for a person. */
export class NoAnswer extends Error {
  constructor(
    what: string,
    /** false: it is sure that nothing was sent. */
    readonly mayHaveActed: boolean,
    options?: ErrorOptions,
  ) {
    super(mayHaveActed ? `${what} It may have acted.` : `${what} Nothing was sent.`, options);
    this.name = 'NoAnswer';
  }
}

const longest = 500;

/** The beginning of what another side said, on one line. */
export function preview(text: string): string {
  const line = text
    .slice(0, longest * 2)
    .replace(/\s+/g, ' ')
    .trim();
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}
