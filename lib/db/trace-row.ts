import { z } from 'zod';
import { toolPolicySchema } from '@/lib/trace/tool-policy';
import {
  laneSchema,
  originSchema,
  outcomeSchema,
  timeQualitySchema,
  totalsSchema,
} from '@/lib/trace/trace';
import type { Trace } from '@/prisma/generated/client';
import { fromColumn } from './text-column';

const extraSchema = z.strictObject({
  report: z.unknown().optional(),
  header: z.unknown().optional(),
  origin: originSchema.optional(),
});

const columns = z.object({
  lanes: z.array(laneSchema),
  totals: totalsSchema,
  outcome: outcomeSchema,
  timeQuality: timeQualitySchema,
  status: z.enum(['importing', 'ready', 'failed']),
  fork: z.unknown(),
  policy: toolPolicySchema.nullable(),
  extra: extraSchema,
});

/** A stored trace with its JSON columns read and checked. Throws ZodError where they are of another shape. */
export function traceOf(row: Trace) {
  const { id, uploadId, format, parentId, forkSeq, poolBase } = row;
  const { eventCount, poolSize, createdAt, deletedAt } = row;
  return {
    ...{ id, uploadId, format, parentId, forkSeq, poolBase },
    ...{ eventCount, poolSize, createdAt, deletedAt },
    ...{ pinnedAt: row.pinnedAt, archivedAt: row.archivedAt },
    name: fromColumn(row.name),
    partKey: fromColumn(row.partKey),
    sourceId: row.sourceId === null ? null : fromColumn(row.sourceId),
    ...columns.parse({
      lanes: JSON.parse(row.lanes),
      totals: JSON.parse(row.totals),
      outcome: row.outcome,
      timeQuality: row.timeQuality,
      status: row.status,
      fork: row.fork === null ? null : JSON.parse(row.fork),
      policy: row.policy === null ? null : JSON.parse(row.policy),
      extra: row.extra === null ? {} : JSON.parse(row.extra),
    }),
  };
}

export type StoredTrace = ReturnType<typeof traceOf>;
