import type { ForkEdit } from '@/lib/trace/fork-edit';
import type { Message, ToolCallPart } from '@/lib/trace/message';
import type { EditedMessage } from './apply-edits';
import { pairCalls } from './pair-calls';

/** What a model would refuse, in one message, with the edit that cures it. */
export interface ForkProblem {
  kind: 'unanswered-call' | 'orphan-result';
  /** Index in the edited conversation. */
  index: number;
  /** Tools of the calls or results in question; null where a result does not say. */
  tools: (string | null)[];
  /** Takes the parts in question out of the message; use it with `withEdit`. */
  repair: ForkEdit;
}

/** A call at the end of a conversation that waits for its answer. */
export interface PendingPart {
  call: ToolCallPart;
  /** Index of its message in the edited conversation. */
  index: number;
}

export interface CallCheck {
  problems: ForkProblem[];
  pending: PendingPart[];
}

/**
 * A call without an answer is pending where only its own turn follows (other calls, other answers); before
 * anything else it is a problem, and so is a result that nothing asked for.
 */
export function checkCalls(messages: readonly EditedMessage[]): CallCheck {
  const { calls, orphans } = pairCalls(messages.map(({ message }) => message));
  const tail = tailStart(messages);
  const bad = new Map<
    number,
    { parts: Set<number>; calls: string[]; results: (string | null)[] }
  >();
  const badAt = (index: number) => {
    const found = bad.get(index) ?? { parts: new Set(), calls: [], results: [] };
    bad.set(index, found);
    return found;
  };
  const pending: PendingPart[] = [];
  for (const { call, result, message, part } of calls) {
    if (result) continue;
    if (message >= tail) pending.push({ call, index: message });
    else {
      badAt(message).parts.add(part);
      badAt(message).calls.push(call.tool);
    }
  }
  for (const { result, message, part } of orphans) {
    badAt(message).parts.add(part);
    badAt(message).results.push(result.tool ?? null);
  }
  const problems = [...bad].flatMap(([index, found]): ForkProblem[] => {
    const repair = repairOf(messages, index, (at) => bad.get(at)?.parts ?? new Set());
    if (!repair) return [];
    return [
      { kind: 'unanswered-call' as const, index, tools: found.calls, repair },
      { kind: 'orphan-result' as const, index, tools: found.results, repair },
    ].filter(({ tools }) => tools.length > 0);
  });
  return { problems: problems.sort((a, b) => a.index - b.index), pending };
}

/** From here on there are only calls and answers. */
function tailStart(messages: readonly EditedMessage[]): number {
  return messages.findLastIndex(({ message }) => !isToolTurn(message)) + 1;
}

const isToolTurn = ({ role, parts }: Message): boolean =>
  (role === 'assistant' && parts.some(({ type }) => type === 'tool-call')) ||
  role === 'tool' ||
  (parts.length > 0 && parts.every(({ type }) => type === 'tool-result'));

/** null for what a text edit added: it carries no call. */
function repairOf(
  messages: readonly EditedMessage[],
  at: number,
  badParts: (at: number) => ReadonlySet<number>,
): ForkEdit | null {
  const edited = messages[at];
  if (!edited) return null;
  const rest = withoutParts(edited.message, badParts(at));
  if (edited.inserted) {
    const { index } = edited.inserted;
    // One edit made all of them: one edit cures all of them.
    const cured = messages.flatMap(({ message, inserted }, place) =>
      inserted?.index === index ? (withoutParts(message, badParts(place)) ?? []) : [],
    );
    return { type: 'insert-messages', index, messages: cured };
  }
  const { from: index } = edited;
  if (index === null) return null;
  return rest ? { type: 'message', index, message: rest } : { type: 'remove-message', index };
}

/** null where nothing is left; reasoning alone is nothing that a model could be sent. */
function withoutParts(message: Message, bad: ReadonlySet<number>): Message | null {
  if (bad.size === 0) return message;
  const parts = message.parts.filter((_, part) => !bad.has(part));
  return parts.every(({ type }) => type === 'reasoning') ? null : { ...message, parts };
}
