import { type Attributes, textAttribute } from '@/lib/dialects/span-attributes';

/** What a span stands for. `other`: anything between them, kept and folded away. */
export type SpanRole = 'model-call' | 'tool' | 'agent' | 'other';

export interface RoleOfSpan {
  role: SpanRole;
  /** The source's own word for it. */
  word: string;
}

const byOperation = new Map<string, SpanRole>([
  ['chat', 'model-call'],
  ['text_completion', 'model-call'],
  ['generate_content', 'model-call'],
  ['completion', 'model-call'],
  ['execute_tool', 'tool'],
  ['invoke_agent', 'agent'],
  ['LLM', 'model-call'],
  ['TOOL', 'tool'],
  ['AGENT', 'agent'],
  ['tool', 'tool'],
  ['agent', 'agent'],
  ['ai.toolCall', 'tool'],
]);

const aiSdkCall = /^ai\.(generate|stream)(Text|Object)(\.do(Generate|Stream))?$/;
const prompts = [
  'gen_ai.input.messages',
  'gen_ai.output.messages',
  'gen_ai.prompt',
  'gen_ai.completion',
  'gen_ai.prompt.0.role',
  'gen_ai.completion.0.role',
  'gcp.vertex.agent.llm_request',
];

/** Told by the span's own attributes; by its name only where it has none that say. */
export function roleOfSpan(name: string, attributes: Attributes): RoleOfSpan {
  for (const key of [
    'openinference.span.kind',
    'ai.operationId',
    'gen_ai.operation.name',
    'traceloop.span.kind',
    'llm.request.type',
  ]) {
    const word = textAttribute(attributes, key);
    if (word === null || word === 'UNKNOWN') continue;
    const role = aiSdkCall.test(word) ? 'model-call' : byOperation.get(word);
    // An agent's own span may carry its messages too: it is still the agent's.
    return { role: role ?? 'other', word };
  }
  if (prompts.some((key) => attributes.has(key))) return { role: 'model-call', word: name };
  const [operation] = name.split(' ');
  if (operation === 'invoke_agent') return { role: 'agent', word: operation };
  if (operation === 'execute_tool') return { role: 'tool', word: operation };
  return { role: 'other', word: 'span' };
}
