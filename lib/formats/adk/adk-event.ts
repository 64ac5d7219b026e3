import { leftover } from '@/lib/dialects/leftover';
import { usageOf } from '@/lib/dialects/openai-response';
import type { Usage } from '@/lib/trace/event';
import {
  field,
  isObject,
  type Json,
  type JsonObject,
  listField,
  numberField,
  textField,
} from '@/lib/trace/json';

/** Python writes snake case, JavaScript, Java and Python's aliases camel case. */
export const either = (value: unknown, camel: string): Json | undefined =>
  field(value, camel) ?? field(value, snake(camel));
const snake = (camel: string): string =>
  camel.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const textIn = (value: unknown, camel: string): string | null => {
  const found = either(value, camel);
  return typeof found === 'string' && found !== '' ? found : null;
};

/** An event of a session, whichever program wrote it. */
export interface AdkEvent {
  author: string;
  invocation: string;
  /** The path of agents that run side by side; null where all share one conversation. */
  branch: string | null;
  /** Milliseconds since the epoch. */
  at: number | null;
  /** A piece of a reply that comes again whole. */
  partial: boolean;
  /** A content with parts in it. */
  content: Json | null;
  actions: JsonObject;
  errorCode: string | null;
  errorMessage: string | null;
  usage: Usage | null;
  model: string | null;
  finishReason: string | null;
  /** Ids, and members that none of the above holds. */
  extra: JsonObject | undefined;
}

const taken = new Set(
  'author branch timestamp partial content actions errorCode errorMessage usageMetadata modelVersion finishReason'
    .split(' ')
    .flatMap((key) => [key, snake(key)]),
);

/** null for what is no event: it needs an author and an invocation. */
export function readAdkEvent(value: Json): AdkEvent | null {
  const author = textField(value, 'author');
  const invocation = either(value, 'invocationId');
  if (author === undefined || typeof invocation !== 'string' || !isObject(value)) return null;
  const actions = field(value, 'actions');
  const content = field(value, 'content');
  const said = (listField(content, 'parts') ?? []).length > 0;
  return {
    ...{ author, invocation, branch: textIn(value, 'branch'), at: timeOf(value) },
    partial: field(value, 'partial') === true,
    content: said ? (content ?? null) : null,
    actions: isObject(actions) ? actions : {},
    errorCode: textIn(value, 'errorCode'),
    errorMessage: textIn(value, 'errorMessage'),
    usage: readUsage(either(value, 'usageMetadata')),
    model: textIn(value, 'modelVersion'),
    finishReason: textIn(value, 'finishReason'),
    extra: leftover(value, taken) ?? undefined,
  };
}

/** Python writes seconds, JavaScript and Java milliseconds. */
function timeOf(value: Json): number | null {
  const time = numberField(value, 'timestamp');
  if (time === undefined || time <= 0) return null;
  return time < 1e11 ? time * 1000 : time;
}

function readUsage(counts: Json | undefined): Usage | null {
  const read = (camel: string): number | undefined => {
    const found = either(counts, camel);
    return typeof found === 'number' ? found : undefined;
  };
  return usageOf({
    input: read('promptTokenCount'),
    output: read('candidatesTokenCount'),
    cacheRead: read('cachedContentTokenCount'),
    reasoning: read('thoughtsTokenCount'),
  });
}
