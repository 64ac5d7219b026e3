import { type ChatDialect, chatDialectOf, requestDialectOf } from '@/lib/dialects/chat-request';
import type { Json, JsonObject } from '@/lib/trace/json';
import type { Source } from '../format';
import type { ValueSpan } from '../source/boundary-scan';
import type { SourceFile } from '../source/source-file';
import type { MessageList } from './message-list';

/** A conversation and the API that it is written for. */
export interface Chat {
  dialect: ChatDialect;
  /** One list of messages, or the requests of one run, each of which repeats the one before it. */
  requests: readonly MessageList[];
}

export const fileOf = (source: Source, list: MessageList): SourceFile => {
  const file = source.files[list.file];
  if (!file) throw new RangeError(`No file ${list.file}`);
  return file;
};

/** The first message with a mark of its API decides; else what stands beside the messages. */
export function dialectOf(file: SourceFile, { messages, envelope }: MessageList): ChatDialect {
  for (const span of messages) {
    const parsed = file.parse(span);
    const dialect = parsed.ok ? chatDialectOf(parsed.value) : null;
    if (dialect) return dialect;
  }
  return requestDialectOf(bodyOf(file, envelope, new Set(['tools', 'system']))) ?? 'openai';
}

/** The members of a request body that are asked for, parsed. */
export function bodyOf(
  file: SourceFile,
  envelope: Map<string, ValueSpan>,
  keys: ReadonlySet<string>,
): JsonObject {
  const members = [...envelope].flatMap(([key, span]): [string, Json][] => {
    const parsed = keys.has(key) ? file.parse(span) : null;
    return parsed?.ok ? [[key, parsed.value]] : [];
  });
  return Object.fromEntries(members);
}
