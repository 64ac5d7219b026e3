import { type ChatDialect, readChatMessage } from '@/lib/dialects/chat-request';
import type { Json } from '@/lib/trace/json';
import type { Source } from '../format';
import { readAnswer } from './answer';
import { type Chat, dialectOf, fileOf } from './chat';
import type { MessageList } from './message-list';

/** Runs that begin alike; looking through more of them would be quadratic. */
const mostHeads = 32;

/** A run as far as it was read: its last request, spelt message by message. */
interface Head {
  chat: { dialect: ChatDialect; requests: MessageList[] };
  spelt: string[];
  /** The last request waits for a reply: its own, or none is recorded. */
  open: boolean;
  /** The last request got no reply: the same may be sent again. */
  failed: boolean;
}

/**
 * Requests that repeat their history are one run: each begins with all messages of an earlier one, then tells
 * its reply. All other lists are conversations of their own, in order.
 */
export function requestChains(source: Source, lists: readonly MessageList[]): Chat[] {
  const chats: Chat[] = [];
  const heads = new Map<string, Head[]>();
  for (const list of lists) {
    const dialect = dialectOf(fileOf(source, list), list);
    if (lists.length === 1) return [{ dialect, requests: [list] }];
    const spelt = spellings(source, list, dialect);
    const [first] = spelt;
    const rivals = first === undefined ? [] : (heads.get(first) ?? []);
    const head = list.at === null ? undefined : rivals.find((rival) => goesOn(rival, spelt));
    const told = ending(source, list, spelt);
    if (head) {
      // The later request holds more messages to tell the API by.
      head.chat.dialect = dialect;
      head.chat.requests.push(list);
      Object.assign(head, { spelt, ...told });
      continue;
    }
    const chat = { dialect, requests: [list] };
    chats.push(chat);
    if (first === undefined || list.at === null) continue;
    rivals.unshift({ chat, spelt, ...told });
    heads.set(first, rivals.slice(0, mostHeads));
  }
  return chats;
}

function goesOn({ spelt, open, failed }: Head, later: readonly string[]): boolean {
  if (later.length < spelt.length || !spelt.every((message, at) => message === later[at]))
    return false;
  const next = later[spelt.length];
  return next === undefined ? failed : open && isReply(next);
}

const isReply = (spelling: string | undefined): boolean =>
  spelling?.startsWith('assistant') ?? false;

/** Whether a message belongs to the setup, as long as nothing else was said. */
export const leads = (message: Json, dialect: ChatDialect): boolean =>
  readChatMessage(message, dialect, () => null).every(({ role }) => role === 'system');

/** Messages from the first that is no system message on: what leads may hold a clock. */
function spellings(source: Source, list: MessageList, dialect: ChatDialect): string[] {
  const file = fileOf(source, list);
  const spelt: string[] = [];
  for (const span of list.messages) {
    const parsed = file.parse(span);
    if (!parsed.ok) spelt.push(`unreadable ${span.start}`);
    else {
      const messages = readChatMessage(parsed.value, dialect, () => null);
      if (spelt.length > 0 || !leads(parsed.value, dialect))
        spelt.push(`${messages[0]?.role} ${JSON.stringify(messages)}`);
    }
  }
  return spelt;
}

function ending(source: Source, list: MessageList, spelt: readonly string[]) {
  const { response } = list;
  if (!response) return { open: !isReply(spelt.at(-1)), failed: false };
  const parsed = fileOf(source, list).parse(response);
  const answer = parsed.ok ? readAnswer(parsed.value, () => null) : null;
  return { open: true, failed: answer?.error !== undefined && answer.error !== null };
}
