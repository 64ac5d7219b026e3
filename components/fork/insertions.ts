import { pairCalls } from '@/lib/replay/fork/pair-calls';
import type { ForkEdit } from '@/lib/trace/fork-edit';
import { type Message, textMessage } from '@/lib/trace/message';

/** A message that an edit adds: the `nth` of those that stand before message `index`. */
export interface InsertedPlace {
  index: number;
  nth: number;
}

export type InsertedKind = 'user' | 'assistant' | 'tool';

const isInsertion =
  (index: number) =>
  (edit: ForkEdit): edit is Extract<ForkEdit, { type: 'insert-messages' }> =>
    edit.type === 'insert-messages' && edit.index === index;

export const insertionsAt = (edits: readonly ForkEdit[], index: number): readonly Message[] =>
  edits.find(isInsertion(index))?.messages ?? [];

/** The edit with one more message among those at this place. */
export function inserted(
  edits: readonly ForkEdit[],
  { index, nth }: InsertedPlace,
  message: Message,
): ForkEdit {
  const messages = insertionsAt(edits, index).toSpliced(nth, 0, message);
  return { type: 'insert-messages', index, messages };
}

/** The edit with another message there, or, with null, without it. */
export function reinserted(
  edits: readonly ForkEdit[],
  { index, nth }: InsertedPlace,
  message: Message | null,
): ForkEdit {
  const messages = insertionsAt(edits, index).toSpliced(nth, 1, ...(message ? [message] : []));
  return { type: 'insert-messages', index, messages };
}

/**
 * A new message to write in. A tool result answers the newest call before it that nothing answers; where
 * there is none, it names no call, and the guard-rails say so.
 */
export function newMessage(kind: InsertedKind, before: readonly Message[]): Message {
  if (kind !== 'tool') return textMessage(kind, '');
  const open = pairCalls(before).calls.findLast(({ result }) => result === null)?.call;
  const result = open ? { callId: open.callId, tool: open.tool } : { callId: null };
  return { role: 'tool', parts: [{ type: 'tool-result', ...result, output: '' }] };
}
