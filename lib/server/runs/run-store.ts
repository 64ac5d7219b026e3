import { z } from 'zod';
import {
  endpointChoiceSchema,
  endpointIdSchema,
  endpointKindSchema,
} from '@/lib/api/endpoint-contract';
import { type Run, runFailureSchema, runLimitsSchema, runSchema } from '@/lib/api/run-contract';
import { runStatusSchema } from '@/lib/api/trace-contract';
import type { Store } from '@/lib/db/store';
import { AppError } from '@/lib/errors';
import { nothingUsed, type Used, usedSchema } from './run-used';

/** The endpoint of a run as it is kept: enough to go on after a restart, and never a key. */
const keptEndpointSchema = z.object({
  shown: z.object({
    // Runs of the time before endpoints were stored name none.
    id: endpointIdSchema.catch('env-unknown'),
    kind: endpointKindSchema.catch('openai-compatible'),
    label: z.string(),
    model: z.string(),
    host: z.string().nullable(),
  }),
  /** null: it has to be chosen anew. */
  choice: endpointChoiceSchema.nullable().catch(null),
});
export type KeptEndpoint = z.infer<typeof keptEndpointSchema>;

type Told = 'endpoint' | 'usage' | 'ranMs' | 'egress' | 'activity' | 'pausing' | 'pending';
export interface StoredRun extends Omit<Run, Told> {
  endpoint: KeptEndpoint;
  used: Used;
}

type RunRow = Awaited<ReturnType<Store['prisma']['run']['findUniqueOrThrow']>>;

function runOf(row: RunRow): StoredRun {
  const { id, traceId, steps, reason, startedAt, endedAt } = row;
  return {
    ...{ id, traceId, steps, reason },
    status: runStatusSchema.parse(row.status),
    endpoint: keptEndpointSchema.parse(JSON.parse(row.endpoint)),
    limits: runLimitsSchema.parse(JSON.parse(row.limits)),
    limit: runSchema.shape.limit.parse(row.limit),
    failure: row.failure === null ? null : runFailureSchema.parse(JSON.parse(row.failure)),
    used: row.used === null ? nothingUsed : usedSchema.parse(JSON.parse(row.used)),
    startedAt: startedAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  };
}

/** A new run, in the queue. */
export async function insertRun(
  store: Store,
  { id, traceId, endpoint, limits }: Pick<StoredRun, 'id' | 'traceId' | 'endpoint' | 'limits'>,
  now: Date,
): Promise<StoredRun> {
  const data = {
    ...{ id, traceId, status: 'queued', startedAt: now },
    endpoint: JSON.stringify(endpoint),
    limits: JSON.stringify(limits),
    used: JSON.stringify(nothingUsed),
  };
  return runOf(await store.writes.run(() => store.prisma.run.create({ data })));
}

/** Throws AppError `not_found`. */
export async function findRun(store: Store, id: string): Promise<StoredRun> {
  const row = await store.prisma.run.findUnique({ where: { id } });
  if (row) return runOf(row);
  throw new AppError('not_found', 'There is no such run.');
}

/** The newest run of a branch: the only one that may go on. */
export async function newestRun(store: Store, traceId: string): Promise<StoredRun | null> {
  const orderBy = [{ startedAt: 'desc' as const }, { id: 'desc' as const }];
  const row = await store.prisma.run.findFirst({ where: { traceId }, orderBy });
  return row && runOf(row);
}

type Change = Partial<
  Pick<StoredRun, 'status' | 'reason' | 'failure' | 'limit' | 'steps' | 'used'> &
    Pick<StoredRun, 'endpoint' | 'limits'> & { endedAt: Date | null }
>;

/** The change is made only while the run is in one of the given states: a shutdown may have ended it. */
export async function changeRun(
  store: Store,
  id: string,
  from: readonly StoredRun['status'][],
  { failure, used, endpoint, limits, ...plain }: Change,
): Promise<StoredRun> {
  const data = {
    ...plain,
    ...(failure === undefined ? {} : { failure: failure && JSON.stringify(failure) }),
    ...(used ? { used: JSON.stringify(used) } : {}),
    ...(endpoint ? { endpoint: JSON.stringify(endpoint) } : {}),
    ...(limits ? { limits: JSON.stringify(limits) } : {}),
  };
  await store.writes.run(() =>
    store.prisma.run.updateMany({ where: { id, status: { in: [...from] } }, data }),
  );
  return findRun(store, id);
}

/** Ends runs of a branch that wait for somebody: another run goes on in their place. */
export async function endWaitingRuns(store: Store, traceId: string, now: Date): Promise<string[]> {
  const where = { traceId, status: { in: ['waiting', 'paused'] } };
  const rows = await store.prisma.run.findMany({ where, select: { id: true } });
  await store.writes.run(() =>
    store.prisma.run.updateMany({
      where,
      data: { status: 'cancelled', reason: 'Another run went on from here.', endedAt: now },
    }),
  );
  return rows.map(({ id }) => id);
}
