import { z } from 'zod';
import {
  endpointChoiceSchema,
  type PendingCall,
  type Run,
  runLimitsSchema,
} from '@/lib/api/run-contract';
import { runStatusSchema } from '@/lib/api/trace-contract';
import type { Store } from '@/lib/db/store';
import type { Exchange } from '@/lib/egress/exchange';
import { AppError } from '@/lib/errors';

/** The endpoint of a run as it is kept: enough to go on after a restart, but never a key. */
const keptEndpointSchema = z.strictObject({
  shown: z.strictObject({
    kind: z.string(),
    label: z.string(),
    model: z.string(),
    host: z.string().nullable(),
  }),
  choice: endpointChoiceSchema,
  /** Its key was typed and is in memory only. */
  typedKey: z.boolean(),
});
export type KeptEndpoint = z.infer<typeof keptEndpointSchema>;

export interface StoredRun extends Omit<Run, 'endpoint' | 'pending'> {
  endpoint: KeptEndpoint;
}

/** As the contract shows it. */
export const shownRun = ({ endpoint, ...rest }: StoredRun, pending: PendingCall[]): Run => ({
  ...rest,
  endpoint: endpoint.shown,
  pending,
});

type RunRow = Awaited<ReturnType<Store['prisma']['run']['findUniqueOrThrow']>>;

function runOf(row: RunRow): StoredRun {
  const { id, traceId, steps, reason, startedAt, endedAt } = row;
  return {
    ...{ id, traceId, steps, reason },
    status: runStatusSchema.parse(row.status),
    endpoint: keptEndpointSchema.parse(JSON.parse(row.endpoint)),
    limits: runLimitsSchema.parse(JSON.parse(row.limits)),
    startedAt: startedAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  };
}

export async function insertRun(
  store: Store,
  run: Pick<StoredRun, 'id' | 'traceId' | 'endpoint' | 'limits'>,
  now: Date,
): Promise<StoredRun> {
  const endpoint = keptEndpointSchema.parse(run.endpoint);
  const row = await store.writes.run(() =>
    store.prisma.run.create({
      data: {
        id: run.id,
        traceId: run.traceId,
        status: 'running',
        endpoint: JSON.stringify(endpoint),
        limits: JSON.stringify(run.limits),
        startedAt: now,
      },
    }),
  );
  return runOf(row);
}

/** Throws AppError `not_found`. */
export async function findRun(store: Store, id: string): Promise<StoredRun> {
  const row = await store.prisma.run.findUnique({ where: { id } });
  if (row) return runOf(row);
  throw new AppError('not_found', 'There is no such run.');
}

/** The change is made only while the run is in one of the given states: a shutdown may have ended it. */
export async function changeRun(
  store: Store,
  id: string,
  from: readonly StoredRun['status'][],
  change: Partial<{
    status: StoredRun['status'];
    reason: string | null;
    steps: number;
    endedAt: Date | null;
  }>,
): Promise<StoredRun> {
  await store.writes.run(() =>
    store.prisma.run.updateMany({ where: { id, status: { in: [...from] } }, data: change }),
  );
  return findRun(store, id);
}

/** Ends runs of a branch that wait for somebody: another run goes on in their place. */
export async function endWaitingRuns(store: Store, traceId: string, now: Date): Promise<string[]> {
  const where = { traceId, status: 'waiting' };
  const rows = await store.prisma.run.findMany({ where, select: { id: true } });
  await store.writes.run(() =>
    store.prisma.run.updateMany({
      where,
      data: { status: 'cancelled', reason: 'Another run went on from here.', endedAt: now },
    }),
  );
  return rows.map(({ id }) => id);
}

export async function insertExchange(
  store: Store,
  runId: string,
  step: number,
  { request, response, startedAt, durationMs }: Exchange,
): Promise<void> {
  await store.writes.run(() =>
    store.prisma.exchange.create({
      data: {
        ...{ runId, step, durationMs },
        url: request.url,
        request: JSON.stringify(request),
        status: response?.status ?? null,
        response: response ? new Uint8Array(response.body) : null,
        startedAt: new Date(startedAt),
      },
    }),
  );
}
