import { runStatusSchema, type TraceDetail } from '@/lib/api/trace-contract';
import { resolveLineage } from '@/lib/db/lineage';
import { readNotes } from '@/lib/db/read-parts';
import type { Store } from '@/lib/db/store';
import { fromColumn } from '@/lib/db/text-column';
import type { StoredTrace } from '@/lib/db/trace-row';
import { uploadFilesSchema } from '@/lib/server/import/upload-files';
import { firstPolicy } from '@/lib/trace/tool-policy';
import { forkOf, reportOf, summaryOf } from './describe-trace';
import { findTrace, noTrace } from './find-trace';

const firstNotes = 200;

/** One trace without its events. Throws AppError `not_found`. */
export async function getTrace(store: Store, id: string): Promise<TraceDetail> {
  const trace = await findTrace(store, id);
  const lineage = resolveLineage(store.raw, id);
  if (!lineage) throw noTrace();
  const { prisma } = store;
  const [summary, parent, upload, run] = await Promise.all([
    summaryOf(store, trace),
    trace.parentId === null
      ? null
      : prisma.trace.findUnique({ where: { id: trace.parentId }, select: { name: true } }),
    findUpload(store, trace),
    prisma.run.findFirst({
      where: { traceId: id },
      orderBy: { startedAt: 'desc' },
      select: { id: true, status: true },
    }),
  ]);
  const notes = readNotes(store.raw, lineage, 0, firstNotes);
  return {
    ...summary,
    sourceId: trace.sourceId,
    lanes: trace.lanes,
    forkSeq: trace.forkSeq,
    fork: forkOf(trace),
    parentName: parent === null ? null : fromColumn(parent.name),
    upload,
    report: reportOf(trace),
    noteCount: notes.total,
    notes: notes.items,
    policy: trace.policy ?? firstPolicy,
    run: run && { id: run.id, status: runStatusSchema.parse(run.status) },
  };
}

async function findUpload(store: Store, trace: StoredTrace): Promise<TraceDetail['upload']> {
  if (trace.uploadId === null) return null;
  const row = await store.prisma.upload.findUnique({ where: { id: trace.uploadId } });
  return (
    row && {
      id: row.id,
      name: fromColumn(row.name),
      size: row.size,
      sha256: row.sha256,
      files: uploadFilesSchema.parse(JSON.parse(row.files)),
    }
  );
}
