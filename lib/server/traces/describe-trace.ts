import {
  forkPointSchema,
  type ImportReport,
  importReportSchema,
  type LineageNode,
  type TraceSummary,
} from '@/lib/api/trace-contract';
import type { Store } from '@/lib/db/store';
import type { StoredTrace } from '@/lib/db/trace-row';
import { formats } from '@/lib/formats/index';

export const formatTitle = (id: string): string =>
  formats.find((format) => format.id === id)?.title ?? id;

/** How many live branches borrow from each of the traces directly. */
async function countBranches(store: Store, ids: readonly string[]): Promise<Map<string, number>> {
  const groups = await store.prisma.trace.groupBy({
    by: ['parentId'],
    where: { parentId: { in: [...ids] }, status: 'ready', deletedAt: null },
    _count: { _all: true },
  });
  return new Map(groups.map(({ parentId, _count }) => [parentId ?? '', _count._all]));
}

/** Traces as lists show them, with what other rows know of them; in the same order. */
export async function summariesOf<Trace extends StoredTrace>(
  store: Store,
  traces: readonly Trace[],
): Promise<TraceSummary[]> {
  const [branches, sizes] = await Promise.all([
    countBranches(
      store,
      traces.map(({ id }) => id),
    ),
    uploadSizes(store, traces),
  ]);
  return traces.map((trace) => {
    const { id, name, format, status, outcome, timeQuality, totals, parentId, uploadId } = trace;
    return {
      ...{ id, name, format, formatTitle: formatTitle(format), status, outcome, timeQuality },
      ...{ pinned: trace.pinnedAt !== null, archived: trace.archivedAt !== null },
      ...{ totals, parentId, createdAt: trace.createdAt.toISOString() },
      branches: branches.get(id) ?? 0,
      origin: trace.extra.origin ?? null,
      uploadBytes: uploadId === null ? null : (sizes.get(uploadId) ?? null),
    };
  });
}

async function uploadSizes(
  store: Store,
  traces: readonly StoredTrace[],
): Promise<Map<string, number>> {
  const ids = new Set(traces.flatMap(({ uploadId }) => uploadId ?? []));
  const rows = await store.prisma.upload.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, size: true },
  });
  return new Map(rows.map(({ id, size }) => [id, size]));
}

/** One trace as lists show it. */
export async function summaryOf(store: Store, trace: StoredTrace): Promise<TraceSummary> {
  const [summary] = await summariesOf(store, [trace]);
  if (!summary) throw new Error('One trace has one summary');
  return summary;
}

const forkSchema = forkPointSchema.nullable();

export const forkOf = (trace: StoredTrace): LineageNode['fork'] => forkSchema.parse(trace.fork);

const reportSchema = importReportSchema.nullable();

export const reportOf = (trace: StoredTrace): ImportReport | null =>
  reportSchema.parse(trace.extra.report ?? null);
