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
export async function countBranches(
  store: Store,
  ids: readonly string[],
): Promise<Map<string, number>> {
  const groups = await store.prisma.trace.groupBy({
    by: ['parentId'],
    where: { parentId: { in: [...ids] }, status: 'ready', deletedAt: null },
    _count: { _all: true },
  });
  return new Map(groups.map(({ parentId, _count }) => [parentId ?? '', _count._all]));
}

export function summaryOf(trace: StoredTrace, branches: number): TraceSummary {
  const { id, name, format, status, outcome, timeQuality, totals, parentId } = trace;
  return {
    ...{ id, name, format, formatTitle: formatTitle(format), status, outcome, timeQuality },
    ...{ pinned: trace.pinnedAt !== null, archived: trace.archivedAt !== null },
    ...{ totals, branches, parentId, createdAt: trace.createdAt.toISOString() },
  };
}

export async function summaryWithBranches(store: Store, trace: StoredTrace): Promise<TraceSummary> {
  const branches = await countBranches(store, [trace.id]);
  return summaryOf(trace, branches.get(trace.id) ?? 0);
}

const forkSchema = forkPointSchema.nullable();

export const forkOf = (trace: StoredTrace): LineageNode['fork'] => forkSchema.parse(trace.fork);

const reportSchema = importReportSchema.nullable();

export const reportOf = (trace: StoredTrace): ImportReport | null =>
  reportSchema.parse(trace.extra.report ?? null);
