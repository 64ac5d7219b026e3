import { isObject, type Json } from '@/lib/trace/json';
import { type Message, toolCallsOf } from '@/lib/trace/message';
import type { ToolDefinition } from '@/lib/trace/setup';

/**
 * Definitions made up from calls, for traces that do not record any: the names that were called, and an
 * object schema of the arguments that were seen. Only to be offered, as inferred.
 */
export function inferTools(
  messages: readonly Message[],
  names: Iterable<string> = [],
): ToolDefinition[] {
  const inputs = new Map<string, Json[]>();
  for (const { tool, input } of messages.flatMap(toolCallsOf)) {
    const known = inputs.get(tool);
    if (known) known.push(input);
    else inputs.set(tool, [input]);
  }
  for (const name of names) if (!inputs.has(name)) inputs.set(name, []);
  return [...inputs].map(([name, seen]) => ({ name, schema: objectSchema(seen.filter(isObject)) }));
}

function objectSchema(inputs: readonly { [key: string]: Json }[]): Json {
  const types = new Map<string, Set<string>>();
  for (const input of inputs)
    for (const [key, value] of Object.entries(input))
      types.set(key, (types.get(key) ?? new Set()).add(typeName(value)));
  const properties = [...types].map(([key, names]): [string, Json] => {
    const [only] = names;
    return [key, names.size === 1 && only !== undefined ? { type: only } : {}];
  });
  // fromEntries defines, it does not assign: a key `__proto__` stays a key.
  return { type: 'object', properties: Object.fromEntries(properties) };
}

const typeName = (value: Json): string => {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
};
