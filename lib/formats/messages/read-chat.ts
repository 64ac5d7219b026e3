import {
  type ChatDialect,
  readChatMessage,
  readChatResponse,
  readChatSetup,
  splitSystem,
} from '@/lib/dialects/chat-request';
import { type KeepBlob, keepBlobIn } from '@/lib/dialects/keep-blob';
import type { TraceBuilder } from '@/lib/trace/builder';
import type { RecordRef } from '@/lib/trace/event';
import { isObject, type Json, type JsonObject, textField } from '@/lib/trace/json';
import type { Message } from '@/lib/trace/message';
import type { Setup } from '@/lib/trace/setup';
import type { Outcome } from '@/lib/trace/trace';
import type { Source } from '../format';
import type { ValueSpan } from '../source/boundary-scan';
import type { SourceFile } from '../source/source-file';
import { type Answer, readAnswer } from './answer';
import { bodyOf, type Chat, fileOf } from './chat';
import { ConversationLog } from './conversation-log';
import { isCompletion, isMessage, type MessageList } from './message-list';
import { leads } from './request-chains';

const requestKeys = new Set(
  'model system tools functions tool_choice temperature top_p top_k max_tokens max_completion_tokens stop stop_sequences seed n stream response_format parallel_tool_calls reasoning_effort thinking frequency_penalty presence_penalty logit_bias service_tier betas'.split(
    ' ',
  ),
);

/** Makes the events of one conversation, message by message. */
export function readChat(source: Source, chat: Chat, title: string, builder: TraceBuilder): void {
  new ChatReader(source, chat, builder).read(title);
}

class ChatReader {
  readonly #keepBlob: KeepBlob;
  readonly #dialect: ChatDialect;
  readonly #log: ConversationLog;
  #failed = false;

  constructor(
    private readonly source: Source,
    private readonly chat: Chat,
    private readonly builder: TraceBuilder,
  ) {
    this.#keepBlob = keepBlobIn(builder);
    this.#dialect = chat.dialect;
    this.#log = new ConversationLog(builder);
  }

  read(title: string): void {
    const { requests } = this.chat;
    if (requests.length > 1) this.#run(requests);
    else for (const list of requests) this.#alone(list);
    this.#log.end();
    this.builder.finish({
      name: title,
      format: 'messages',
      outcome: this.#outcome(),
      timeQuality: 'none',
    });
  }

  #outcome(): Outcome {
    if (this.#log.pending) return 'unfinished';
    return this.#failed ? 'failed' : 'unknown';
  }

  #alone(list: MessageList): void {
    const file = fileOf(this.source, list);
    this.#log.begin(this.#setup(file, list));
    // What stands beside the messages holds for all of them: the first event points at it.
    let beside = [...list.envelope.values()].map((span) => file.ref(span));
    for (const span of list.messages) {
      this.#tell(file, span, [...beside, file.ref(span)]);
      beside = [];
    }
    if (list.messages.length === 0)
      this.builder.note({
        severity: 'warning',
        code: 'no-messages',
        message: 'No messages of the request are recorded',
        records: beside,
      });
    const answer = this.#answerOf(file, list);
    if (!answer || !list.response) return;
    this.#close(answer, [this.#recordOf(file, list, list.response)], this.#promptOf(file, list));
  }

  /** A response may be wrapped: the record is its wrapper. */
  #recordOf(file: SourceFile, { envelope }: MessageList, inner: ValueSpan): RecordRef {
    const spans = [...envelope.values()];
    const around = spans.find(({ start, end }) => start <= inner.start && inner.end <= end);
    return file.ref(around ?? inner);
  }

  /** Requests that each repeat the one before: what is new in the next begins with the reply to this one. */
  #run(requests: readonly MessageList[]): void {
    this.builder.note({
      severity: 'info',
      code: 'repeated-history',
      message: `${requests.length} requests that repeat each other's messages are read as one run`,
      records: [],
    });
    let told = 0;
    const silent: RecordRef[] = [];
    requests.forEach((list, number) => {
      const events = this.builder.nextSeq;
      const file = fileOf(this.source, list);
      const records = list.at ? [file.ref(list.at)] : [];
      const leading = leadingSystem(file, list, this.#dialect);
      const first = number === 0;
      this.#log.begin(this.#setup(file, list, first ? 0 : leading));
      for (const span of list.messages.slice(first ? 0 : leading + told))
        this.#tell(file, span, records);
      told = list.messages.length - leading;
      const answer = this.#answerOf(file, list);
      const next = requests[number + 1];
      if (next && this.#echo({ list, next, at: told, answer, records })) told += 1;
      else if (answer) this.#close(answer, records, this.#promptOf(file, list));
      if (this.builder.nextSeq === events) silent.push(...records);
    });
    if (silent.length > 0)
      this.builder.note({
        severity: 'info',
        code: 'repeated-request',
        message: 'Requests that say nothing new, and whose answer is not recorded',
        records: silent,
      });
  }

  /** The reply that the next request repeats, as its response tells it. false where there is none. */
  #echo(from: {
    list: MessageList;
    next: MessageList;
    at: number;
    answer: Answer | null;
    records: RecordRef[];
  }): boolean {
    const { list, next, answer, records } = from;
    const file = fileOf(this.source, next);
    const span = next.messages[leadingSystem(file, next, this.#dialect) + from.at];
    const parsed = span && file.parse(span);
    if (!parsed?.ok || !next.at) return false;
    const prompt = this.#promptOf(fileOf(this.source, list), list);
    if (answer?.error) this.#log.failed(answer.error, records, prompt);
    const reply = answer?.reply ?? null;
    const [echo] = readChatMessage(parsed.value, this.#dialect, this.#keepBlob);
    const message = reply?.message ?? echo;
    if (!message) return false;
    this.#log.reply({ message, records: [...records, file.ref(next.at)] }, { reply, prompt });
    return true;
  }

  /** The messages as they were sent; null where none is recorded, or one of them cannot be read. */
  #promptOf(file: SourceFile, list: MessageList): Message[] | null {
    const parsed = list.messages.map((span) => file.parse(span));
    const readable = parsed.every((one) => one.ok && isMessage(one.value));
    if (parsed.length === 0 || !readable) return null;
    const messages = parsed.flatMap((one) =>
      one.ok ? readChatMessage(one.value, this.#dialect, this.#keepBlob) : [],
    );
    return splitSystem(messages).prompt;
  }

  #setup(file: SourceFile, list: MessageList, leading = 0): Setup {
    const setup = readChatSetup(
      bodyOf(file, list.envelope, requestKeys),
      this.#dialect,
      this.#keepBlob,
    );
    if (leading === 0) return setup;
    const { system } = splitSystem(
      list.messages.slice(0, leading).flatMap((span) => {
        const parsed = file.parse(span);
        return parsed.ok ? readChatMessage(parsed.value, this.#dialect, this.#keepBlob) : [];
      }),
    );
    return { ...setup, system: [...(setup.system ?? []), ...system] };
  }

  #answerOf(file: SourceFile, { response }: MessageList): Answer | null {
    const parsed = response && file.parse(response);
    return parsed?.ok ? readAnswer(parsed.value, this.#keepBlob) : null;
  }

  /** The answer that ends what was told. */
  #close({ reply, error }: Answer, records: RecordRef[], prompt: Message[] | null): void {
    this.#failed = error !== null;
    if (error) this.#log.failed(error, records, prompt);
    else if (reply?.message)
      this.#log.reply({ message: reply.message, records }, { reply, prompt });
    // There is an answer, but the model said nothing.
    else this.#failed = true;
  }

  #tell(file: SourceFile, span: ValueSpan, records: RecordRef[]): void {
    const parsed = file.parse(span);
    if (!parsed.ok) {
      this.#log.unreadable(parsed.reason, records);
      return;
    }
    const { value } = parsed;
    const extra = besideWhatIsSaid(value);
    const rest = extra ? { extra } : {};
    // A response body of either API stands for its message, with its usage and stop reason.
    const reply =
      isCompletion(value) || textField(value, 'type') === 'message'
        ? readChatResponse(value, this.#keepBlob)
        : null;
    if (reply?.message) this.#log.reply({ message: reply.message, records, ...rest }, { reply });
    else if (!isMessage(value)) {
      const role = textField(value, 'role');
      this.#log.unreadable(
        role === undefined
          ? 'it is no message: it has no role'
          : `it is no message with a known role: ${role}`,
        records,
      );
    } else
      for (const message of readChatMessage(value, this.#dialect, this.#keepBlob))
        this.#log.tell({ message, records, ...rest });
  }
}

/** How many messages of a list are system messages that lead it. */
function leadingSystem(file: SourceFile, { messages }: MessageList, dialect: ChatDialect): number {
  const found = messages.findIndex((span) => {
    const parsed = file.parse(span);
    return !parsed.ok || !leads(parsed.value, dialect);
  });
  return found < 0 ? messages.length : found;
}

const small = 500;
const occurrence = ['id', 'created_at', 'created', 'timestamp', 'metadata', 'weight'];

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
