import type { RecordRef } from '@/lib/trace/event';
import type { Format, Scan, Source } from '../format';
import type { SourceFile } from '../source/source-file';
import { type Chat, fileOf } from './chat';
import { type MessageList, messageLists } from './message-list';
import { readChat } from './read-chat';
import { requestChains } from './request-chains';
import { sniffMessages } from './sniff';

type Index = Map<string, Chat>;

/**
 * Plain message arrays as model APIs take them: OpenAI chat or Anthropic, alone, in a request body, or one
 * message or body a line. Only what was said is recorded: no times, and what each call saw is derived. A log of
 * requests, each of which repeats the one before it, is one trace.
 */
export const messages: Format<Index> = {
  id: 'messages',
  title: 'Chat messages (OpenAI or Anthropic)',
  sniff: sniffMessages,
  scan,
  read(source, index, part, builder) {
    const chat = index.get(part.key);
    if (chat) readChat(source, chat, part.title, builder);
  },
};

function scan(source: Source): Scan<Index> {
  const index: Index = new Map();
  const parts: Scan['parts'] = [];
  const records: RecordRef[] = [];
  const keys = new Map<MessageList, string>();
  const counts = new Map<number, number>();
  const lists = source.files.flatMap((file) => {
    const found = messageLists(file);
    counts.set(file.index, found.length);
    found.forEach((list, at) => {
      keys.set(list, `${file.index}:${at}`);
    });
    return found;
  });
  for (const chat of requestChains(source, lists)) {
    const [list] = chat.requests;
    const key = list && keys.get(list);
    if (!list || key === undefined) continue;
    const file = fileOf(source, list);
    const alone = source.files.length === 1 && lists.length === chat.requests.length;
    index.set(key, chat);
    parts.push({ key, title: titleOf(file, list, alone ? null : Number(key.split(':')[1]) + 1) });
    for (const request of chat.requests)
      records.push(...recordsOf(fileOf(source, request), request, chat));
  }
  return { parts, records, notes: [], index };
}

/** A request that repeats others is one record: the records of all its messages would be as many as it repeats. */
function recordsOf(file: SourceFile, { at, envelope, messages }: MessageList, chat: Chat) {
  if (chat.requests.length > 1 && at) return [file.ref(at)];
  return [...envelope.values(), ...messages].map((span) => file.ref(span));
}

const titleKeys = ['session_id', 'id', 'custom_id', 'conversation_id', 'thread_id', 'trace_id'];

function titleOf(file: SourceFile, list: MessageList, number: number | null): string {
  for (const key of titleKeys) {
    const id = list.envelope.get(key);
    const parsed = id && id.end - id.start < 200 ? file.parse(id) : null;
    if (parsed?.ok && typeof parsed.value === 'string' && parsed.value !== '') return parsed.value;
  }
  return number === null ? file.path : `${file.path} ${number}`;
}
