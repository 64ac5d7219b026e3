import { createHash } from 'node:crypto';
import type { Store } from '@/lib/db/store';
import { AppError } from '@/lib/errors';

export interface SentCall {
  traceId: string;
  /** The event of the call. */
  seq: number;
}

type Row = Awaited<ReturnType<Store['prisma']['toolSend']['findFirstOrThrow']>>;

/**
 * The same for every attempt at one call on one executor, and for no other call: whoever is asked twice can
 * tell. Known before anything is sent, so that a person sees it.
 */
export function idempotencyKeyOf({ traceId, seq }: SentCall, executorId: string): string {
  const digest = createHash('sha256').update(JSON.stringify([traceId, seq, executorId]));
  return `retake-${digest.digest('hex').slice(0, 32)}`;
}

/** Attempts at calls of a branch, by the event of the call, the newest last. */
export async function sendsOf(store: Store, traceId: string): Promise<Map<number, Row[]>> {
  const rows = await store.prisma.toolSend.findMany({
    where: { traceId },
    orderBy: { attempt: 'asc' },
  });
  const sends = new Map<number, Row[]>();
  for (const row of rows) sends.set(row.callSeq, [...(sends.get(row.callSeq) ?? []), row]);
  return sends;
}

/**
 * The newest attempt at this very call of which it is not known how it ended, in the branch or in an ancestor
 * that the branch has the call from.
 */
export async function openSend(store: Store, { traceId, seq }: SentCall): Promise<Row | null> {
  return store.prisma.toolSend.findFirst({
    where: { callSeq: seq, state: 'sent', traceId: { in: sharing(store, { traceId, seq }) } },
    orderBy: { attempt: 'desc' },
  });
}

/** The branch, and the ancestors from whom it has this very event. */
function sharing({ raw }: Store, { traceId, seq }: SentCall): string[] {
  const read = raw.prepare<[string], { parentId: string | null; forkSeq: number | null }>(
    `SELECT "parentId", "forkSeq" FROM "Trace" WHERE "id" = ?`,
  );
  const ids: string[] = [];
  // Parents are older than their branches, so this ends.
  for (let id: string | null = traceId; id !== null; ) {
    ids.push(id);
    const row = read.get(id);
    id = row && seq <= (row.forkSeq ?? -1) ? row.parentId : null;
  }
  return ids;
}

interface NewSend extends SentCall {
  runId: string;
  executorId: string;
  /** failed: nothing was sent. */
  state: 'sent' | 'failed';
  trouble: string | null;
  now: Date;
}

/** Before anything is sent. Throws AppError `conflict` where somebody else was faster. */
export async function insertSend(store: Store, send: NewSend): Promise<number> {
  const { traceId, seq, runId, executorId, state, trouble, now } = send;
  const last = await store.prisma.toolSend.findFirst({
    where: { traceId, callSeq: seq },
    orderBy: { attempt: 'desc' },
  });
  const attempt = (last?.attempt ?? 0) + 1;
  const data = {
    ...{ traceId, callSeq: seq, attempt, runId, executorId, state, trouble, sentAt: now },
    idempotencyKey: idempotencyKeyOf(send, executorId),
  };
  try {
    await store.writes.run(() => store.prisma.toolSend.create({ data }));
  } catch (error) {
    const taken = typeof error === 'object' && error !== null && 'code' in error;
    if (!taken || error.code !== 'P2002') throw error;
    throw new AppError('conflict', 'This call is being run already.', { cause: error });
  }
  return attempt;
}

export async function endSend(
  { prisma, writes }: Store,
  { traceId, seq, attempt }: SentCall & { attempt: number },
  change: { state?: 'answered' | 'failed'; trouble?: string },
): Promise<void> {
  await writes.run(() =>
    prisma.toolSend.updateMany({ where: { traceId, callSeq: seq, attempt }, data: change }),
  );
}
