import { readChatMessage, readChatResponse, readChatSetup } from '@/lib/dialects/chat-request';
import { type KeepBlob, keepBlobIn } from '@/lib/dialects/keep-blob';
import type { TraceBuilder } from '@/lib/trace/builder';
import type { RecordRef } from '@/lib/trace/event';
import { isObject, type Json, type JsonObject, textField } from '@/lib/trace/json';
import type { ValueSpan } from '../source/boundary-scan';
import type { SourceFile } from '../source/source-file';
import { bodyOf, type Chat } from './chat';
import { ConversationLog } from './conversation-log';
import { isMessage } from './message-list';

const requestKeys = new Set(
  'model system tools functions tool_choice temperature top_p top_k max_tokens max_completion_tokens stop stop_sequences seed n stream response_format parallel_tool_calls reasoning_effort thinking frequency_penalty presence_penalty logit_bias service_tier betas'.split(
    ' ',
  ),
);

/** Makes the events of one conversation, message by message. */
export function readChat(file: SourceFile, chat: Chat, title: string, builder: TraceBuilder): void {
  const keepBlob = keepBlobIn(builder);
  const setup = readChatSetup(bodyOf(file, chat.envelope, requestKeys), chat.dialect, keepBlob);
  const log = new ConversationLog(builder, setup);
  // What stands beside the messages holds for all of them: the first event points at it.
  let beside: RecordRef[] = [...chat.envelope.values()].map((span) => file.ref(span));
  const take = (span: ValueSpan): RecordRef[] => {
    const records = [...beside, file.ref(span)];
    beside = [];
    return records;
  };
  for (const span of chat.messages) readMessage(file, span, chat, log, take(span), keepBlob);
  const answered = readResponse(file, chat.envelope.get('response'), log, keepBlob);
  log.end();
  if (beside.length > 0)
    builder.note({
      severity: 'warning',
      code: 'no-messages',
      message: 'The request holds no messages',
      records: beside,
    });
  builder.finish({
    name: title,
    format: 'messages',
    outcome: log.pending ? 'unfinished' : answered === 'cut' ? 'failed' : 'unknown',
    timeQuality: 'none',
  });
}

function readMessage(
  file: SourceFile,
  span: ValueSpan,
  { dialect }: Chat,
  log: ConversationLog,
  records: RecordRef[],
  keepBlob: KeepBlob,
): void {
  const parsed = file.parse(span);
  if (!parsed.ok) log.unreadable(parsed.reason, records);
  else if (!isMessage(parsed.value)) {
    const role = textField(parsed.value, 'role');
    log.unreadable(
      role === undefined
        ? 'it is no message: it has no role'
        : `it is no message with a known role: ${role}`,
      records,
    );
  } else {
    const extra = besideWhatIsSaid(parsed.value);
    // A response body of Anthropic's is a message, with its usage and stop reason.
    const reply =
      textField(parsed.value, 'type') === 'message'
        ? readChatResponse(parsed.value, keepBlob)
        : null;
    if (reply?.message) {
      log.reply({ message: reply.message, records, ...(extra ? { extra } : {}) }, reply);
      return;
    }
    for (const message of readChatMessage(parsed.value, dialect, keepBlob))
      log.tell({ message, records, ...(extra ? { extra } : {}) });
  }
}

const small = 500;
const occurrence = ['id', 'created_at', 'created', 'timestamp', 'metadata'];

/** What belongs to the occurrence of a message and not to what it says. Large values stay in the record. */
function besideWhatIsSaid(value: Json): JsonObject | null {
  if (!isObject(value)) return null;
  const found = occurrence.flatMap((key): [string, Json][] => {
    const inner = Object.hasOwn(value, key) ? value[key] : undefined;
    if (inner === undefined || inner === null || JSON.stringify(inner).length > small) return [];
    return [[key, inner]];
  });
  return found.length > 0 ? Object.fromEntries(found) : null;
}

/** The answer that stands beside a request. `cut`: there is one, but the model said nothing. */
function readResponse(
  file: SourceFile,
  span: ValueSpan | undefined,
  log: ConversationLog,
  keepBlob: KeepBlob,
): 'none' | 'told' | 'cut' {
  const parsed = span && file.parse(span);
  const reply = parsed?.ok ? readChatResponse(parsed.value, keepBlob) : null;
  if (!span || !reply) return 'none';
  if (!reply.message) return 'cut';
  log.reply({ message: reply.message, records: [file.ref(span)] }, reply);
  return 'told';
}
