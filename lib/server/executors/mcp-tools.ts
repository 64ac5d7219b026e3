import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { z } from 'zod';
import type { ExecutorTool } from '@/lib/api/executor-contract';
import { AppError } from '@/lib/errors';
import {
  field,
  isObject,
  type Json,
  type JsonObject,
  listField,
  textField,
} from '@/lib/trace/json';

const maxPages = 50;
const maxTools = 1000;
const maxText = 4 * 2 ** 20;

/** What a server says, as it says it: a schema would refuse what it does not know, after the call has acted. */
export const anyResult = z.custom<JsonObject>(isObject);

/**
 * The tools that a server says it has, none of them allowed. Bounded: 50 pages, 1,000 tools, 4 MB.
 * Throws AppError `upstream` beyond that, and what the request throws.
 */
export async function listTools(
  client: Client,
  options: { timeout: number; signal?: AbortSignal },
): Promise<ExecutorTool[]> {
  const tools = new Map<string, ExecutorTool>();
  let cursor: string | undefined;
  let size = 0;
  for (let page = 0; page < maxPages; page += 1) {
    const params = cursor === undefined ? {} : { cursor };
    const result = await client.request({ method: 'tools/list', params }, anyResult, options);
    size += JSON.stringify(result).length;
    for (const said of listField(result, 'tools') ?? []) {
      const tool = toolOf(said);
      if (tool && !tools.has(tool.name)) tools.set(tool.name, tool);
    }
    if (tools.size > maxTools || size > maxText) break;
    cursor = textField(result, 'nextCursor');
    if (cursor === undefined) return [...tools.values()];
  }
  throw new AppError('upstream', `The server lists more tools than Retake reads (${maxTools}).`);
}

/** null for what cannot be named, and so not be called. */
function toolOf(said: Json): ExecutorTool | null {
  const name = textField(said, 'name') ?? '';
  if (name === '' || name.length > 200) return null;
  const hints = field(said, 'annotations');
  const hint = (key: string): boolean | null => {
    const value = field(hints, key);
    return typeof value === 'boolean' ? value : null;
  };
  return {
    name,
    description: textField(said, 'description') ?? null,
    schema: field(said, 'inputSchema') ?? null,
    hints: {
      readOnly: hint('readOnlyHint'),
      destructive: hint('destructiveHint'),
      idempotent: hint('idempotentHint'),
      openWorld: hint('openWorldHint'),
    },
    allowed: false,
  };
}
