import { decoded, embeddedJson } from '@/lib/dialects/embedded-json';
import { type Attributes, textAttribute } from '@/lib/dialects/span-attributes';
import type { Json } from '@/lib/trace/json';

export interface ToolSpan {
  tool: string;
  callId: string | null;
  input: Json;
  /** undefined where the span records no result. */
  output: Json | undefined;
}

const inputs = [
  'gen_ai.tool.call.arguments',
  'ai.toolCall.args',
  'tool.parameters',
  'input.value',
  'traceloop.entity.input',
  'gcp.vertex.agent.tool_call_args',
];
const outputs = [
  'gen_ai.tool.call.result',
  'ai.toolCall.result',
  'output.value',
  'traceloop.entity.output',
  'gcp.vertex.agent.tool_response',
];

/** A tool span of any dialect. Attributes hold text: objects and lists in it are decoded once. */
export function readToolSpan(name: string, attributes: Attributes): ToolSpan {
  return {
    tool:
      textAttribute(
        attributes,
        'gen_ai.tool.name',
        'ai.toolCall.name',
        'tool.name',
        'tool_call.function.name',
        'traceloop.entity.name',
      ) ?? name.replace(/^execute_tool /, ''),
    callId: textAttribute(
      attributes,
      'gen_ai.tool.call.id',
      'ai.toolCall.id',
      'tool_call.id',
      'tool.id',
    ),
    input: firstOf(attributes, inputs) ?? null,
    output: firstOf(attributes, outputs),
  };
}

function firstOf(attributes: Attributes, keys: string[]): Json | undefined {
  for (const key of keys) {
    const value = attributes.get(key);
    if (value === undefined || value === null) continue;
    // The AI SDK writes every value as JSON, plain text too; others write text as it is.
    const json = key.startsWith('ai.') && typeof value === 'string';
    return json ? (embeddedJson(value) ?? value) : decoded(value);
  }
  return undefined;
}
