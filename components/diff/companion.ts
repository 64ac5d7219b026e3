import { positionsOf } from '@/lib/trace/conversation';
import type { Json } from '@/lib/trace/json';
import { toolResultsOf } from '@/lib/trace/message';
import type { Outline } from '@/lib/trace/outline';
import type { LoadedSide } from './diff-side';
import type { Content, Wanted } from './use-body';

/** The call and the result that an event is one of; null for what is not in the trace, or is none of the two. */
export function callAndResult(
  outline: Outline,
  seq: number | null,
): { call: number | null; result: number | null } {
  const row = seq === null ? undefined : outline[seq];
  if (row?.kind === 'tool-result') return { call: row.call, result: row.seq };
  if (row?.kind !== 'tool-call') return { call: null, result: null };
  // A result comes after its call.
  for (let at = row.seq + 1; at < outline.length; at += 1)
    if (outline[at]?.call === row.seq && outline[at]?.kind === 'tool-result')
      return { call: row.seq, result: at };
  return { call: row.seq, result: null };
}

/** All of one event. */
export function wholeEvent(side: LoadedSide, seq: number | null): Wanted {
  const said = seq === null ? null : side.outline[seq]?.said;
  return { side, seq, messages: [...positionsOf(said?.append ?? [])], setup: null };
}

/** The arguments of a tool call. */
export const argumentsOf = ({ event }: Content): Json | undefined =>
  event?.kind === 'tool-call' ? event.input : undefined;

/** What a tool answered: one value, or a list where one event holds several answers. */
export function resultOf({ event, said }: Content): Json | undefined {
  if (event?.kind !== 'tool-result') return undefined;
  const outputs = said.flatMap(toolResultsOf).map(({ output }) => output);
  if (outputs.length === 0) return event.error?.message;
  return outputs.length === 1 ? outputs[0] : outputs;
}
