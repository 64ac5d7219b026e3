import type { ExecutorTool } from '@/lib/api/executor-contract';
import { isAppError } from '@/lib/errors';
import { isObject, type Json } from '@/lib/trace/json';
import { httpLine } from './http-line';
import { type LiveLine, NoAnswer } from './live-line';
import { mcpPool } from './mcp-pool';
import type { McpWay } from './mcp-transport';
import type { OpenExecutor } from './open-executor';
import { definitionOf } from './tool-definition';

interface LineFor {
  /** The branch. */
  traceId: string;
  tool: ExecutorTool;
  input: Json;
  signal: AbortSignal;
}

/**
 * Makes an executor ready for a call, as far as that goes without acting: an MCP server must still define the
 * tool as it did when a person allowed it. Throws NoAnswer; the signal's reason on abort.
 */
export async function openLine({ shown, way }: OpenExecutor, wanted: LineFor): Promise<LiveLine> {
  if (shown.key === 'lost') {
    throw new NoAnswer(`The key of ${shown.name} is lost: type it again under Settings.`, false);
  }
  return way.kind === 'http' ? httpLine(way) : mcpLine(way, shown.name, wanted);
}

async function mcpLine(
  way: McpWay,
  name: string,
  { traceId, tool, input, signal }: LineFor,
): Promise<LiveLine> {
  if (!isObject(input)) throw new NoAnswer('MCP takes an object of arguments.', false);
  const pool = mcpPool();
  const connection = await pool.take(way, traceId, signal).catch((error: unknown) => {
    signal.throwIfAborted();
    const what = isAppError(error) ? error.message : `${name} could not be started.`;
    throw new NoAnswer(what, false, { cause: error });
  });
  const release = () => pool.release(way, traceId, connection);
  const now = connection.tools.find((one) => one.name === tool.name);
  if (!now || definitionOf(now) !== definitionOf(tool)) {
    release();
    const changed = now ? 'defines it otherwise now' : 'does not have it any more';
    throw new NoAnswer(
      `${name} ${changed} than when it was allowed: read its tools anew under Settings.`,
      false,
    );
  }
  return { send: (call, signal) => connection.call(call, signal), release };
}
