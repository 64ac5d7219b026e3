import type { RerunResult } from '@/lib/api/rerun-contract';
import { runStatusSchema } from '@/lib/api/trace-contract';
import type { Lineage } from '@/lib/db/lineage';
import { readMessages } from '@/lib/db/read-messages';
import { readOutline } from '@/lib/db/read-outline';
import type { Store } from '@/lib/db/store';
import type { StoredTrace } from '@/lib/db/trace-row';
import { AppError, isAppError } from '@/lib/errors';
import { answerDiffText } from '@/lib/replay/rerun/answer-diff';
import { finalReply } from '@/lib/replay/rerun/final-answer';
import { rerunPoint } from '@/lib/replay/rerun/rerun-point';
import { forkOf } from '@/lib/server/traces/describe-trace';
import { findLineage, findTrace } from '@/lib/server/traces/find-trace';
import { textOf } from '@/lib/trace/message';
import type { Outline } from '@/lib/trace/outline';

/** Of a run that may still say something, no answer is final. */
const goesOn: ReadonlySet<string> = new Set(['queued', 'running', 'waiting', 'paused']);

type Answered = RerunResult['replay'];

/**
 * What a branch came to beside the trace that it was forked from. Of the branch only its own events count: a reply
 * that it borrows is none of its own. Throws AppError `not_found`, `bad_request` for a trace that is no branch.
 */
export async function rerunResult(store: Store, id: string): Promise<RerunResult> {
  const branch = await findTrace(store, id);
  const fork = forkOf(branch);
  if (branch.parentId === null || !fork) {
    throw new AppError('bad_request', 'This trace is no branch: there is nothing beside it.');
  }
  const run = await store.prisma.run.findFirst({
    where: { traceId: id },
    orderBy: { startedAt: 'desc' },
    select: { status: true },
  });
  const lineage = findLineage(store, id);
  const own = readOutline(store, lineage, (branch.forkSeq ?? -1) + 1);
  const replay = answered(store, branch, lineage, own);
  const parent = await findTrace(store, branch.parentId).catch((error: unknown) => {
    if (isAppError(error) && error.code === 'not_found') return null;
    throw error;
  });
  const status = run && runStatusSchema.parse(run.status);
  if (!parent) return { isRerun: false, status, original: null, replay, diff: null };
  const above = findLineage(store, parent.id);
  const outline = readOutline(store, above);
  const original = answered(store, parent, above, outline);
  const point = rerunPoint(outline);
  return {
    isRerun: point !== null && point.seq === fork.seq && point.side === fork.side,
    ...{ status, original, replay },
    diff:
      original.answer === null || replay.answer === null || (status && goesOn.has(status))
        ? null
        : answerDiffText(original.answer, replay.answer),
  };
}

function answered(store: Store, trace: StoredTrace, lineage: Lineage, rows: Outline): Answered {
  const { id: traceId, name, outcome } = trace;
  const reply = finalReply(rows);
  const texts = (reply?.said?.append ?? []).flatMap((range) =>
    [...readMessages(store.raw, lineage, range)].map(({ message }) => textOf(message)),
  );
  const text = texts.filter((one) => one.trim() !== '').join('\n\n');
  const models = new Set(
    rows.flatMap(({ kind, name: model }) =>
      kind === 'model-call' && model !== null ? [model] : [],
    ),
  );
  return {
    ...{ traceId, name, outcome, models: [...models] },
    seq: reply?.seq ?? null,
    answer: text === '' ? null : text,
  };
}
