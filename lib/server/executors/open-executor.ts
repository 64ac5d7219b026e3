import type { Executor, ExecutorTool } from '@/lib/api/executor-contract';
import { executorToolSchema } from '@/lib/api/executor-contract';
import type { Store } from '@/lib/db/store';
import { AppError, isAppError } from '@/lib/errors';
import { keyState } from '@/lib/server/secrets/sealed-key';
import { secretsOf } from '@/lib/server/secrets/secrets-of';
import { type ConfigServer, configServers } from './config-file';

interface Address {
  url: string;
  allowPrivate: boolean;
  key: string | null;
}

/** How it is reached: what a list of executors never shows. */
export type Way =
  | ({ kind: 'http' } & Address)
  | ({ kind: 'mcp' } & Address)
  | { kind: 'mcp-stdio'; server: ConfigServer };

export interface OpenExecutor {
  shown: Executor;
  way: Way;
}

type Row = Awaited<ReturnType<Store['prisma']['executor']['findUniqueOrThrow']>>;
type LeaveRow = Awaited<ReturnType<Store['prisma']['executorLeave']['findUniqueOrThrow']>>;

const toolsSchema = executorToolSchema.array();
const configId = /^config-(.+)$/;

/** All that can run tools, stored ones first, oldest first. Throws AppError as `configServers`. */
export const openExecutors = async (store: Store): Promise<OpenExecutor[]> =>
  executorsWith(store, configServers(store));

/** As `openExecutors`, but without the configuration file where that is broken. */
export function usableExecutors(store: Store): Promise<OpenExecutor[]> {
  let servers: ConfigServer[] = [];
  try {
    servers = configServers(store);
  } catch (error) {
    if (!isAppError(error)) throw error;
  }
  return executorsWith(store, servers);
}

async function executorsWith(
  store: Store,
  servers: readonly ConfigServer[],
): Promise<OpenExecutor[]> {
  const rows = await store.prisma.executor.findMany({
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  const leaves = new Map(
    (await store.prisma.executorLeave.findMany()).map((leave) => [leave.executorId, leave]),
  );
  return [
    ...rows.map((row) => storedExecutor(store, row)),
    ...servers.map((server) => configExecutor(server, leaves.get(`config-${server.name}`) ?? null)),
  ];
}

/** null for one that is not configured, or not any more. Throws AppError as `configServers`. */
export async function openExecutor(store: Store, id: string): Promise<OpenExecutor | null> {
  const name = configId.exec(id)?.[1];
  if (name === undefined) {
    const row = await store.prisma.executor.findUnique({ where: { id } });
    return row && storedExecutor(store, row);
  }
  const server = configServers(store).find((one) => one.name === name);
  if (!server) return null;
  return configExecutor(
    server,
    await store.prisma.executorLeave.findUnique({ where: { executorId: id } }),
  );
}

/** Throws AppError `not_found`, and as `configServers`. */
export async function findExecutor(store: Store, id: string): Promise<OpenExecutor> {
  const found = await openExecutor(store, id);
  if (found) return found;
  throw new AppError('not_found', 'There is no such executor.', {
    hint: 'It may have been deleted, or taken out of the configuration file.',
  });
}

function storedExecutor(store: Store, row: Row): OpenExecutor {
  const { id, name, url, allowPrivate, trusted } = row;
  const kind = row.kind === 'mcp' ? 'mcp' : 'http';
  const secrets = secretsOf(store);
  const { origin, host } = new URL(url);
  const key = row.key === null ? null : secrets.openFor(`executor:${id}`, origin, row.key);
  const state = keyState(secrets, `executor:${id}`, url, row.key);
  return {
    shown: {
      ...{ id, name, kind, url, host, allowPrivate, trusted, key: state },
      tools: toolsSchema.parse(JSON.parse(row.tools)),
      origin: 'stored',
    },
    way: { kind, url, allowPrivate, key },
  };
}

function configExecutor(server: ConfigServer, leave: LeaveRow | null): OpenExecutor {
  const tools = leave ? toolsSchema.parse(JSON.parse(leave.tools)) : [];
  // Leave was given for another program under this name.
  const stands = leave?.definition === server.definition;
  return {
    shown: {
      ...{
        id: `config-${server.name}`,
        name: server.name,
        kind: 'mcp-stdio',
        url: null,
        host: null,
      },
      ...{ allowPrivate: false, key: 'none', origin: 'config' },
      trusted: stands && leave.trusted,
      tools: stands ? tools : tools.map((tool): ExecutorTool => ({ ...tool, allowed: false })),
    },
    way: { kind: 'mcp-stdio', server },
  };
}
