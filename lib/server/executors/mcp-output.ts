import { field, type Json, type JsonObject, listField, textField } from '@/lib/trace/json';
import type { LiveOutput } from './live-line';

/**
 * The result of an MCP call as the output of a tool: what is structured wins, texts alone are one text,
 * anything else is kept as it came.
 */
export function mcpOutput(result: JsonObject): LiveOutput {
  const isError = field(result, 'isError') === true;
  const structured = field(result, 'structuredContent');
  // The texts of an error say why it is one.
  if (structured !== undefined && structured !== null && !isError) {
    return { output: structured, isError };
  }
  const content = listField(result, 'content');
  return { output: content ? contentOutput(content) : result, isError };
}

function contentOutput(content: Json[]): Json {
  const texts = content.flatMap((part) =>
    textField(part, 'type') === 'text' ? (textField(part, 'text') ?? []) : [],
  );
  return texts.length === content.length ? texts.join('\n') : content;
}
