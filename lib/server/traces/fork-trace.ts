import type { TraceSummary } from '@/lib/api/trace-contract';
import { beginBranch } from '@/lib/db/branch-appender';
import type { Lineage } from '@/lib/db/lineage';
import { readMessages } from '@/lib/db/read-messages';
import { readOutline } from '@/lib/db/read-outline';
import { readSetup } from '@/lib/db/read-parts';
import type { Store } from '@/lib/db/store';
import { AppError } from '@/lib/errors';
import { forkEvent, knownMessages } from '@/lib/replay/fork/fork-event';
import { forkPoint } from '@/lib/replay/fork/fork-point';
import { type Checkpoint, forkAt } from '@/lib/replay/fork-at';
import { newId } from '@/lib/server/new-id';
import { sha256 } from '@/lib/server/sha256';
import { TraceBuilder } from '@/lib/trace/builder';
import { refsOf } from '@/lib/trace/conversation';
import type { ForkEdit } from '@/lib/trace/fork-edit';
import type { Message } from '@/lib/trace/message';
import type { Outline } from '@/lib/trace/outline';
import type { ToolPolicy } from '@/lib/trace/tool-policy';
import { summaryOf } from './describe-trace';
import { findLineage, findTrace } from './find-trace';

export interface ForkRequest {
  id: string;
  seq: number;
  side: 'before' | 'after';
  edits: ForkEdit[];
  name?: string | undefined;
  /** Who answers its tools; absent: as the parent has it. */
  policy?: ToolPolicy | undefined;
}

/**
 * Begins a branch: one row for the trace, one `edit` event, and the messages and setup that its edits
 * made. The parent's rows are not touched. Throws AppError `not_found`, and `bad_request` for an event
 * or message that is not there.
 */
export async function forkTrace(
  store: Store,
  { id, seq, side, edits, name, policy }: ForkRequest,
  now = () => new Date(),
): Promise<TraceSummary> {
  const parent = await findTrace(store, id);
  const lineage = findLineage(store, id);
  if (seq >= lineage.events) {
    throw new AppError('bad_request', `There is no event ${seq}: the trace has ${lineage.events}.`);
  }
  const outline = readOutline(store, lineage);
  const checkpoint = checkpointAt(store, lineage, outline, seq, side, edits);
  const { forkSeq } = checkpoint.point;
  const branch = {
    id: newId(),
    uploadId: null,
    partKey: '',
    name: name ?? `${parent.name} · fork at #${seq}`.slice(0, 200),
    format: parent.format,
    parentId: parent.id,
    forkSeq,
    poolBase: lineage.messages,
    fork: { seq, side, edits },
    policy: policy ?? parent.policy,
  };
  const appender = beginBranch(store.raw, branch, parent, outline.slice(0, forkSeq + 1), now);
  const builder = new TraceBuilder(sha256, appender.sink, {
    ...appender.start,
    known: knownMessages(checkpoint, sha256),
  });
  builder.add(forkEvent(builder, checkpoint, now().getTime()));
  const header = builder.header({
    name: branch.name,
    format: branch.format,
    outcome: 'unfinished',
    timeQuality: parent.timeQuality,
  });
  await store.writes.run(() => appender.commit(header));
  return summaryOf(store, await findTrace(store, branch.id));
}

/** The checkpoint that a branch of a stored trace begins with. */
export function checkpointAt(
  store: Store,
  lineage: Lineage,
  outline: Outline,
  seq: number,
  side: 'before' | 'after',
  edits: readonly ForkEdit[],
): Checkpoint {
  const { entries } = forkPoint(outline, seq, side);
  const positions = [...new Set(entries.map(({ position }) => position))].sort((a, b) => a - b);
  const bodies = new Map<number, Message>();
  for (const range of refsOf(positions)) {
    for (const { position, message } of readMessages(store.raw, lineage, range)) {
      bodies.set(position, message);
    }
  }
  return forkAt(
    outline,
    {
      message: (position) => bodies.get(position),
      setup: (hash) => readSetup(store.raw, lineage, hash),
    },
    seq,
    side,
    edits,
  );
}
