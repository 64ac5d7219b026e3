import { field, isObject, type Json, listField, textField } from '@/lib/trace/json';
import type { ToolDefinition } from '@/lib/trace/setup';

export type ParsedTools =
  | {
      tools: ToolDefinition[];
      /** What was left out of the list, and why, in sentences. */
      notes: string[];
    }
  | { problem: string };

/**
 * Tool definitions out of pasted JSON: a `tools` list of the OpenAI APIs (Chat and Responses), of Anthropic
 * or Gemini, an MCP `tools/list` result, or a whole request or JSON-RPC answer that holds one. A list with
 * nothing usable in it is a problem, an empty list is one without tools. Never throws.
 */
export function parseTools(text: string): ParsedTools {
  let value: Json;
  try {
    // What JSON.parse gives is JSON.
    value = JSON.parse(text) as Json;
  } catch (error) {
    return { problem: `Not JSON: ${error instanceof Error ? error.message : 'it breaks off'}.` };
  }
  const list = listOf(value);
  if (!list) return { problem: 'There is no list of tools in it.' };
  const tools = new Map<string, ToolDefinition>();
  const notes: string[] = [];
  list.flatMap(declarations).forEach((entry, at) => {
    const tool = readTool(entry);
    if (typeof tool === 'string') notes.push(`Entry ${at + 1} was left out: ${tool}.`);
    else if (tools.has(tool.name))
      notes.push(`Entry ${at + 1} was left out: there is a tool ${tool.name} already.`);
    else tools.set(tool.name, tool);
  });
  if (tools.size === 0 && list.length > 0)
    return { problem: notes[0] ?? 'There is no list of tools in it.' };
  return { tools: [...tools.values()], notes };
}

function listOf(value: Json): Json[] | undefined {
  if (Array.isArray(value)) return value;
  const list = listField(value, 'tools') ?? listField(value, 'functions');
  if (list) return list;
  const result = field(value, 'result');
  if (isObject(result)) return listField(result, 'tools');
  // One definition alone.
  return typeof readTool(value) === 'string' ? undefined : [value];
}

/** Gemini puts several into one entry. */
const declarations = (entry: Json): Json[] =>
  listField(entry, 'functionDeclarations') ?? listField(entry, 'function_declarations') ?? [entry];

const schemaKeys = [
  'parameters',
  'inputSchema',
  'input_schema',
  'parametersJsonSchema',
  'parameters_json_schema',
];

/** A definition, or why it is none. */
function readTool(entry: Json): ToolDefinition | string {
  const of = field(entry, 'function') ?? entry;
  if (!isObject(of)) return 'it is no object';
  const name = textField(of, 'name') ?? '';
  if (name === '') {
    const type = textField(of, 'type');
    return type === undefined ? 'it has no name' : `${type} is run by its provider`;
  }
  if (name.length > 200) return 'its name is longer than 200 characters';
  const schema = schemaKeys.map((key) => field(of, key)).find((one) => one !== undefined);
  if (schema !== undefined && schema !== null && !isObject(schema))
    return `the schema of ${name} is no object`;
  const description = textField(of, 'description');
  return {
    name,
    ...(description === undefined ? {} : { description }),
    ...(isObject(schema) ? { schema } : {}),
  };
}
