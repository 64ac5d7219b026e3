import type { KeepBlob } from '@/lib/dialects/keep-blob';
import { type Attributes, textAttribute } from '@/lib/dialects/span-attributes';
import { readSpanCall } from '@/lib/dialects/span-call';
import { canonicalJson } from '@/lib/trace/canonical-json';
import type { RecordRef } from '@/lib/trace/event';
import { looseSpelling } from '@/lib/trace/identity';
import type { Json } from '@/lib/trace/json';
import { toolCallsOf } from '@/lib/trace/message';
import type { Span } from './span';
import { roleOfSpan, type SpanRole } from './span-role';
import { readToolSpan } from './tool-span';

/** What a first pass keeps of a span: its place, its times and its links. */
export interface SpanMark {
  /** Order in the file. */
  index: number;
  /** Where it stands, first; then where it was sent again. */
  records: RecordRef[];
  /** Log records that hold its messages; they are among `records` too. */
  logs: RecordRef[];
  traceId: string;
  spanId: string;
  parentId: string;
  name: string;
  role: SpanRole;
  word: string;
  start: bigint | null;
  end: bigint | null;
  failed: boolean;
  /** The agent's id and name, as far as recorded. */
  agent: { id: string; name: string } | null;
  /** What joins several traces into one conversation. */
  conversation: string | null;
  /** First message of a prompt, shortened: tells conversations apart. */
  opening: string | null;
  /** Loose spellings of the last reply that the prompt repeats, and of the reply: what goes on from what. */
  heard: string | null;
  said: string | null;
  tool: AskedCall | null;
  /** The calls of a model call's reply; null where no reply is recorded. */
  calls: AskedCall[] | null;
}

/** A tool call as far as it takes to find the span that ran it. */
export interface AskedCall {
  callId: string | null;
  tool: string;
  /** Arguments as a key. */
  input: string;
}

const longest = 400;

export function markSpan(span: Span, index: number, record: RecordRef): SpanMark {
  const { attributes } = span;
  const { role, word } = roleOfSpan(span.name, attributes);
  return {
    index,
    records: [record],
    logs: [],
    traceId: span.traceId,
    // A span without an id can be nobody's parent, but is a span all the same.
    spanId: span.spanId || `#${index}`,
    parentId: span.parentId,
    name: span.name,
    role,
    word,
    start: span.start,
    end: span.end,
    failed: span.error !== null,
    agent: agentOf(span.name, role, attributes),
    conversation: textAttribute(attributes, 'gen_ai.conversation.id', 'session.id'),
    ...(role === 'model-call' ? contentOf(attributes) : unsaid),
    tool: role === 'tool' ? asked(readToolSpan(span.name, attributes)) : null,
  };
}

function agentOf(name: string, role: SpanRole, attributes: Attributes): SpanMark['agent'] {
  const named = textAttribute(attributes, 'gen_ai.agent.name', 'agent.name', 'graph.node.id');
  const own = role === 'agent' ? name.replace(/^invoke_agent /, '') || 'agent' : null;
  const shown = named ?? own;
  if (shown === null) return null;
  return { id: textAttribute(attributes, 'gen_ai.agent.id') ?? shown, name: shown };
}

const noBlobs: KeepBlob = () => null;

type Content = Pick<SpanMark, 'opening' | 'calls' | 'heard' | 'said'>;
const unsaid: Content = { opening: null, calls: null, heard: null, said: null };

function contentOf(attributes: Attributes): Content {
  const { prompt, reply } = readSpanCall(attributes, noBlobs);
  // Not the system message: an agent's clock changes that.
  const [first] = prompt ?? [];
  const last = prompt?.findLast(({ role }) => role === 'assistant');
  return {
    opening: first ? shortened(JSON.stringify(first)) : null,
    heard: last ? shortened(looseSpelling(last)) : null,
    said: reply ? shortened(looseSpelling(reply)) : null,
    calls: reply && toolCallsOf(reply).map(asked),
  };
}

const asked = ({ callId, tool, input }: Omit<AskedCall, 'input'> & { input: Json }): AskedCall => ({
  callId,
  tool,
  // Long arguments are told apart by their beginning and length.
  input: shortened(canonicalJson(input)),
});

const shortened = (text: string): string =>
  text.length > longest ? `${text.slice(0, longest)}${text.length}` : text;
