import { listedMessages, type RequestMessage } from '@/lib/api/prepare-contract';
import type { Checkpoint } from '@/lib/replay/fork-at';
import type { Message } from '@/lib/trace/message';
import { messageLine } from '@/lib/trace/summary';

/** The messages of a request with their first words and tokens: the first 50 and the last 250. */
export function requestRows(
  { conversation }: Checkpoint,
  answered: readonly Message[],
  tokens: readonly number[],
): RequestMessage[] {
  const rows: RequestMessage[] = [];
  const total = conversation.length + answered.length;
  const { first, last } = listedMessages;
  const put = (
    index: number,
    message: Message,
    more: Omit<RequestMessage, 'index' | 'role' | 'words' | 'tokens'>,
  ) => {
    if (total > first + last && index >= first && index < total - last) return;
    const { role } = message;
    rows.push({ index, role, words: messageLine(message), tokens: tokens[index] ?? 0, ...more });
  };
  conversation.forEach(({ message, origin, changed }, index) => {
    put(index, message, {
      seq: origin?.seq ?? null,
      state: changed ? 'shortened' : 'recorded',
      fidelity: origin?.fidelity ?? null,
    });
  });
  answered.forEach((message, at) => {
    put(conversation.length + at, message, { seq: null, state: 'answered', fidelity: null });
  });
  return rows;
}
