import type { Json } from '@/lib/trace/json';
import type { Message } from '@/lib/trace/message';
import { embeddedJson } from './embedded-json';
import type { KeepBlob } from './keep-blob';
import { openaiRole, toolInput } from './openai-chat';
import { readOpenaiContent } from './openai-content';
import { type Attributes, indexed, type SpanCall, textAttribute } from './span-attributes';

/**
 * OpenLLMetry before the GenAI conventions had messages: `gen_ai.prompt.N.…` and `gen_ai.completion.N.…`.
 * Its JavaScript version writes no tool calls in prompts. null where the span carries none of these.
 */
export function readOpenllmetryCall(attributes: Attributes, keepBlob: KeepBlob): SpanCall | null {
  const prompt = indexed(attributes, 'gen_ai.prompt.');
  const [completion] = indexed(attributes, 'gen_ai.completion.');
  if (prompt.length === 0 && !completion) return null;
  const functions = indexed(attributes, 'llm.request.functions.');
  return {
    system: null,
    messages: prompt.length > 0 ? prompt.map((group) => read(group, keepBlob, 'user')) : null,
    reply: completion ? read(completion, keepBlob, 'assistant') : null,
    tools:
      functions.length > 0
        ? functions.map((group) => {
            const description = textAttribute(group, 'description');
            const schema = group.get('arguments') ?? group.get('parameters');
            return {
              name: textAttribute(group, 'name') ?? '',
              ...(description === null ? {} : { description }),
              ...(schema === undefined ? {} : { schema: decodedText(schema) }),
            };
          })
        : null,
    parameters: null,
    finishReason: completion ? textAttribute(completion, 'finish_reason') : null,
  };
}

const decodedText = (value: Json): Json =>
  typeof value === 'string' ? (embeddedJson(value) ?? value) : value;

function read(group: Map<string, Json>, keepBlob: KeepBlob, fallback: string): Message {
  const role = openaiRole(textAttribute(group, 'role') ?? fallback) ?? 'user';
  const content = group.get('content') ?? null;
  if (role === 'tool') {
    const callId = textAttribute(group, 'tool_call_id');
    return { role, parts: [{ type: 'tool-result', callId, output: content }] };
  }
  // Lists of parts are written as their JSON text.
  const list =
    typeof content === 'string' && content.startsWith('[{"') ? embeddedJson(content) : null;
  // The JavaScript version writes the word "null" for content that is null.
  const said = role === 'assistant' && content === 'null' ? null : content;
  return {
    role,
    parts: [
      ...readOpenaiContent(Array.isArray(list) ? list : said, keepBlob),
      ...indexed(group, 'tool_calls.').map((call) => ({
        type: 'tool-call' as const,
        callId: textAttribute(call, 'id'),
        tool: textAttribute(call, 'name') ?? '',
        ...toolInput(call.get('arguments')),
      })),
    ],
  };
}
