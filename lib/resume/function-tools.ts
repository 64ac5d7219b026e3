import type { LanguageModelV3FunctionTool } from '@ai-sdk/provider';
import { field, isObject, type Json, type JsonObject } from '@/lib/trace/json';
import type { ToolDefinition } from '@/lib/trace/setup';
import type { Target } from './target';
import type { ToolNames } from './tool-names';

/**
 * The tools of a setup as an API takes them: names respelled and each once, a schema that describes an
 * object. What a provider's own package converts is not converted here, only told.
 */
export function functionTools(
  tools: readonly ToolDefinition[],
  names: ToolNames,
  target: Target,
  adapt: (sentence: string) => void,
): LanguageModelV3FunctionTool[] {
  const seen = new Set<string>();
  return tools.flatMap(({ name, description, schema }) => {
    if (seen.has(name)) {
      if (target !== 'scripted') adapt('Tools that are defined twice were sent once.');
      return [];
    }
    seen.add(name);
    if (target === 'google' && isObject(schema)) {
      const dropped = unknownToGoogle(schema);
      if (dropped.length > 0) {
        adapt(`Of tool schemas this API does not know ${dropped.join(', ')}: left out.`);
      }
    }
    return [
      {
        type: 'function',
        name: names.spelled(name),
        ...(description === undefined ? {} : { description }),
        inputSchema: objectSchema(name, schema, target, adapt),
        // Left open, this API makes it strict, which no recorded schema was written for.
        ...(target === 'openai-responses' ? { strict: false } : {}),
      },
    ];
  });
}

function objectSchema(
  name: string,
  schema: Json | undefined,
  target: Target,
  adapt: (sentence: string) => void,
): LanguageModelV3FunctionTool['inputSchema'] {
  // A recorded schema goes to the model as it was recorded; nobody here evaluates it.
  const asRecorded = (value: JsonObject) => value as LanguageModelV3FunctionTool['inputSchema'];
  if (isObject(schema)) {
    if (schema.type === 'object' || target === 'scripted') return asRecorded(schema);
    if (schema.type === undefined) {
      adapt('Tool schemas that name no type were sent as objects.');
      return asRecorded({ type: 'object', ...schema });
    }
  }
  if (target !== 'scripted') adapt(`The arguments of ${name} have no schema: none were described.`);
  return { type: 'object', properties: {} };
}

/** Keywords that @ai-sdk/google converts; it drops the others without a word. */
const knownToGoogle = new Set(
  'type description required properties items allOf anyOf oneOf format const minLength enum $ref $defs definitions'.split(
    ' ',
  ),
);
/** They say nothing to a model. */
const silent = new Set(['$schema', '$id', '$comment', 'title']);

/** At most ten, sorted. */
function unknownToGoogle(schema: Json): string[] {
  const found = new Set<string>();
  const open: Json[] = [schema];
  for (let next = open.pop(), steps = 0; next !== undefined && steps < 10_000; steps += 1) {
    if (isObject(next)) {
      for (const key of Object.keys(next))
        if (!knownToGoogle.has(key) && !silent.has(key)) found.add(key);
      for (const key of ['items', 'allOf', 'anyOf', 'oneOf']) {
        const inner = field(next, key);
        if (inner !== undefined) open.push(...(Array.isArray(inner) ? inner : [inner]));
      }
      for (const key of ['properties', '$defs', 'definitions']) {
        const inner = field(next, key);
        if (isObject(inner)) open.push(...Object.values(inner));
      }
    }
    next = open.pop();
  }
  return [...found].sort().slice(0, 10);
}
