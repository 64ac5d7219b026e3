import type { Executor } from '@/lib/api/executor-contract';
import type { Store } from '@/lib/db/store';
import { AppError } from '@/lib/errors';
import { storeLeave } from './change-executor';
import { McpConnection } from './mcp-connection';
import { findExecutor } from './open-executor';
import { keepLeave } from './tool-definition';

/**
 * Asks an MCP server for its tools; a program of the configuration file is started for it. What was allowed
 * stays so while its definition does. Throws AppError `not_found`, `bad_request` for an HTTP address, and as
 * `McpConnection.open`.
 */
export async function refreshExecutor(
  store: Store,
  id: string,
  signal?: AbortSignal,
): Promise<Executor> {
  const { shown, way } = await findExecutor(store, id);
  if (way.kind === 'http') {
    throw new AppError('bad_request', 'An HTTP executor does not say which tools it has.', {
      hint: 'Write them down yourself.',
    });
  }
  if (shown.key === 'lost') {
    throw new AppError('bad_request', 'The key of this server is lost.', {
      hint: 'Type it again.',
    });
  }
  const connection = await McpConnection.open(way, signal);
  const found = connection.tools;
  await connection.close();
  // As it is now: a person may have changed it while the server was asked.
  const now = await findExecutor(store, id);
  const tools = keepLeave(now.shown.tools, found);
  if (now.way.kind === 'mcp-stdio') {
    await storeLeave(store, id, now.way.server.definition, tools, now.shown.trusted);
  } else {
    await store.writes.run(() =>
      store.prisma.executor.updateMany({ where: { id }, data: { tools: JSON.stringify(tools) } }),
    );
  }
  return (await findExecutor(store, id)).shown;
}
