import type { RecordRef } from '@/lib/trace/event';
import type { Format, Scan, Source } from '../format';
import type { SourceFile } from '../source/source-file';
import { type Chat, chatOf } from './chat';
import { type MessageList, messageLists } from './message-list';
import { readChat } from './read-chat';
import { sniffMessages } from './sniff';

type Index = Map<string, Chat>;

/**
 * Plain message arrays as model APIs take them: OpenAI chat or Anthropic, alone, in a request body, or one
 * message or body a line. Only what was said is recorded: no times, and what each call saw is derived.
 */
export const messages: Format<Index> = {
  id: 'messages',
  title: 'Chat messages (OpenAI or Anthropic)',
  sniff: sniffMessages,
  scan,
  read(source, index, part, builder) {
    const chat = index.get(part.key);
    const file = chat && source.files[chat.file];
    if (chat && file) readChat(file, chat, part.title, builder);
  },
};

function scan(source: Source): Scan<Index> {
  const index: Index = new Map();
  const parts: Scan['parts'] = [];
  const records: RecordRef[] = [];
  for (const file of source.files) {
    const lists = messageLists(file);
    lists.forEach((list, at) => {
      const key = `${file.index}:${at}`;
      index.set(key, chatOf(file, list));
      const name = source.files.length === 1 && lists.length === 1 ? null : at + 1;
      parts.push({ key, title: titleOf(file, list, name) });
      for (const span of [...list.envelope.values(), ...list.messages])
        records.push(file.ref(span));
    });
  }
  return { parts, records, notes: [], index };
}

function titleOf(file: SourceFile, list: MessageList, number: number | null): string {
  const id = list.envelope.get('session_id') ?? list.envelope.get('id');
  const parsed = id && id.end - id.start < 200 ? file.parse(id) : null;
  if (parsed?.ok && typeof parsed.value === 'string') return parsed.value;
  return number === null ? file.path : `${file.path} ${number}`;
}
