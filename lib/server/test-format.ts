import type { Format } from '@/lib/formats/format';
import type { Conversation } from '@/lib/trace/builder';
import type { RecordRef } from '@/lib/trace/event';
import { field, textField } from '@/lib/trace/json';
import { type Message, textMessage } from '@/lib/trace/message';

/**
 * A format for tests of everything but formats: lines `{"talk": role, "text": …, "trace"?: key}`. An
 * assistant's line is a model call; a line without `talk` is unreadable; `{"talk": "crash"}` is a bug.
 */
export const talk: Format<Map<string, RecordRef[]>> = {
  id: 'talk',
  title: 'Talk',
  sniff: ({ files }) =>
    files.some((file) => file.sample(3).some((value) => textField(value, 'talk') !== undefined))
      ? 'certain'
      : 'no',
  scan({ files }) {
    const index = new Map<string, RecordRef[]>();
    const records: RecordRef[] = [];
    for (const file of files) {
      for (const span of file.records()) {
        const parsed = file.parse(span);
        const key = (parsed.ok && textField(parsed.value, 'trace')) || 'only';
        const ref = file.ref(span);
        records.push(ref);
        index.set(key, [...(index.get(key) ?? []), ref]);
      }
    }
    const parts = [...index.keys()].map((key) => ({ key, title: `Talk ${key}` }));
    return { parts, records, notes: [], index };
  },
  read({ files }, index, part, builder) {
    let conversation: Conversation = builder.root;
    for (const ref of index.get(part.key) ?? []) {
      const [file, start, end] = ref;
      const parsed = files[file]?.parse({ start, end });
      const value = parsed?.ok ? parsed.value : null;
      const role = textField(value, 'talk');
      const says = [messageOf(role, textField(value, 'text') ?? '', field(value, 'extra'))];
      const common = { lane: 'main', records: [ref], conversation };
      if (role === 'crash') throw new Error('a bug in the importer');
      if (role === undefined) {
        builder.add({ ...common, kind: 'unreadable', type: 'odd', reason: 'no talk' });
        continue;
      }
      const { conversation: next } =
        role === 'assistant'
          ? builder.add({
              ...common,
              ...{ kind: 'model-call', type: role, model: 'm', usage: null, costUsd: null },
              ...{ finishReason: null, says },
              setup: { system: null, tools: null, model: 'm', parameters: null },
            })
          : builder.add({ ...common, kind: 'message', type: role, role: 'user', says });
      conversation = next ?? conversation;
    }
    builder.finish({
      ...{ name: part.title, format: 'talk', outcome: 'ok', timeQuality: 'none' },
    });
  },
};

function messageOf(role: string | undefined, text: string, extra: unknown): Message {
  const message = textMessage(role === 'assistant' ? 'assistant' : 'user', text);
  // Payloads of any shape, as they came out of JSON.parse.
  const value = extra as Message['parts'][number] & { type: 'unknown' };
  return extra === undefined
    ? message
    : { ...message, parts: [...message.parts, { type: 'unknown', value: value as never }] };
}
