import type { Executor, ExecutorTool } from '@/lib/api/executor-contract';
import type { Store } from '@/lib/db/store';
import { checkUrl } from '@/lib/egress/check-url';
import { AppError } from '@/lib/errors';
import { newId } from '@/lib/server/new-id';
import { changedKey } from '@/lib/server/secrets/sealed-key';
import { secretsOf } from '@/lib/server/secrets/secrets-of';
import { findExecutor, type OpenExecutor } from './open-executor';
import { definitionOf } from './tool-definition';

type Fields = Pick<Executor, 'name' | 'allowPrivate' | 'trusted' | 'tools'> & { url: string };

export type NewExecutor = Fields & { kind: 'http' | 'mcp'; key?: string | undefined };

export type ExecutorChange = { [K in keyof Fields]?: Fields[K] | undefined } & {
  id: string;
  /** null takes it away; absent keeps it while the address stays. */
  key?: string | null | undefined;
};

/** Nothing is sent. Throws AppError `egress_blocked`, `bad_request` for an address that may not be used. */
export async function createExecutor(store: Store, given: NewExecutor): Promise<Executor> {
  const { kind, name, url, allowPrivate, trusted, key } = given;
  checkUrl(url, allowPrivate);
  const id = newId();
  const sealed = changedKey(secretsOf(store), { owner: `executor:${id}`, before: null, url, key });
  const tools = JSON.stringify(distinct(given.tools));
  await store.writes.run(() =>
    store.prisma.executor.create({
      data: { id, name, kind, url, allowPrivate, trusted, tools, key: sealed },
    }),
  );
  return (await findExecutor(store, id)).shown;
}

/**
 * Another scheme, host or port takes key, trust and leave away, unless the same request gives them anew.
 * Of a server of the configuration file only trust and leave can be changed: what it starts stands in the file.
 * Throws AppError `not_found`, `conflict` for tools that were read anew meanwhile, and as `createExecutor`.
 */
export async function updateExecutor(store: Store, change: ExecutorChange): Promise<Executor> {
  const { id } = change;
  const now = await findExecutor(store, id);
  if (now.way.kind === 'mcp-stdio') await updateConfig(store, now, change);
  else await updateStored(store, now.shown, change);
  return (await findExecutor(store, id)).shown;
}

async function updateStored(store: Store, now: Executor, change: ExecutorChange): Promise<void> {
  const { id, key } = change;
  const { prisma, writes } = store;
  const before = await prisma.executor.findUniqueOrThrow({ where: { id } });
  const url = change.url ?? before.url;
  const allowPrivate = change.allowPrivate ?? now.allowPrivate;
  checkUrl(url, allowPrivate);
  const moved = new URL(url).origin !== new URL(before.url).origin;
  const tools = change.tools ? checkedTools(now, change.tools) : now.tools;
  const data = {
    ...{ url, allowPrivate, name: change.name ?? now.name },
    trusted: change.trusted ?? (now.trusted && !moved),
    // Of an HTTP address a person says themselves what it has.
    tools: JSON.stringify(
      moved && !(now.kind === 'http' && change.tools) ? withoutLeave(tools) : tools,
    ),
    key: changedKey(secretsOf(store), {
      owner: `executor:${id}`,
      before: { url: before.url, sealed: before.key },
      ...{ url, key },
    }),
  };
  await writes.run(() => prisma.executor.update({ where: { id }, data }));
}

async function updateConfig(
  store: Store,
  { shown, way }: OpenExecutor,
  { id, tools, trusted, ...rest }: ExecutorChange,
): Promise<void> {
  if (way.kind !== 'mcp-stdio') return;
  if (Object.values(rest).some((value) => value !== undefined)) {
    throw new AppError('bad_request', 'What this server is stands in the configuration file.', {
      hint: 'Here it can only be trusted, and its tools allowed.',
    });
  }
  const now = tools ? checkedTools(shown, tools) : shown.tools;
  await storeLeave(store, id, way.server.definition, now, trusted ?? shown.trusted);
}

/** What a person allowed of a server of the configuration file, for what it is now. */
export async function storeLeave(
  { prisma, writes }: Store,
  executorId: string,
  definition: string,
  tools: readonly ExecutorTool[],
  trusted: boolean,
): Promise<void> {
  const data = { definition, trusted, tools: JSON.stringify(tools) };
  await writes.run(() =>
    prisma.executorLeave.upsert({
      where: { executorId },
      create: { executorId, ...data },
      update: data,
    }),
  );
}

/** Runs that are to use it wait for a person then. Throws AppError `not_found`, `bad_request`. */
export async function removeExecutor(store: Store, id: string): Promise<{ id: string }> {
  const { way } = await findExecutor(store, id);
  if (way.kind === 'mcp-stdio') {
    throw new AppError('bad_request', 'This server stands in the configuration file.', {
      hint: 'Take it out there.',
    });
  }
  await store.writes.run(() => store.prisma.executor.deleteMany({ where: { id } }));
  return { id };
}

/** What an MCP server has is said by itself: a person only allows it, and only what they looked at. */
function checkedTools(now: Executor, given: readonly ExecutorTool[]): ExecutorTool[] {
  if (now.kind === 'http') return distinct(given);
  const known = new Set(now.tools.map(definitionOf));
  if (given.some((tool) => !known.has(definitionOf(tool)))) {
    throw new AppError('conflict', 'The tools of this server were read anew meanwhile.', {
      hint: 'Look at them again, then allow them.',
    });
  }
  const allowed = new Set(given.filter((tool) => tool.allowed).map(definitionOf));
  return now.tools.map((tool) => ({ ...tool, allowed: allowed.has(definitionOf(tool)) }));
}

const withoutLeave = (tools: readonly ExecutorTool[]): ExecutorTool[] =>
  tools.map((tool) => ({ ...tool, allowed: false }));

function distinct(tools: readonly ExecutorTool[]): ExecutorTool[] {
  const names = new Set(tools.map(({ name }) => name));
  if (names.size === tools.length) return [...tools];
  throw new AppError('bad_request', 'Two of the tools have the same name.');
}
