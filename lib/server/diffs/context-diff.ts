import type { ContextDiff } from '@/lib/api/diff-contract';
import type { Lineage } from '@/lib/db/lineage';
import { contentHashes } from '@/lib/db/read-content-hashes';
import { readOutline } from '@/lib/db/read-outline';
import type { Store } from '@/lib/db/store';
import { AppError } from '@/lib/errors';
import { conversationAt, type Side, setupAt } from '@/lib/replay/conversation-at';
import { type ContextEntry, diffContexts } from '@/lib/replay/diff/diff-contexts';

/** An event of a trace, and on which side of it. */
export interface Standpoint {
  lineage: Lineage;
  seq: number;
  side: Side;
}

interface Context {
  shown: ContextDiff['a'];
  entries: ContextEntry[];
}

function contextAt(store: Store, { lineage, seq, side }: Standpoint): Context {
  const outline = readOutline(store, lineage);
  if (seq >= outline.length)
    throw new AppError('bad_request', `There is no event ${seq}: the trace has ${outline.length}.`);
  const conversation = conversationAt(outline, seq, side);
  if (!conversation) return { shown: null, entries: [] };
  const hashes = contentHashes(store.raw, lineage);
  return {
    shown: { messages: conversation.length, setup: setupAt(outline, seq) },
    entries: conversation.map(({ position }) => ({ position, hash: hashes(position) })),
  };
}

/** What two models saw, message beside message. Throws AppError `bad_request` for an event that is not there. */
export function contextDiff(store: Store, a: Standpoint, b: Standpoint): ContextDiff {
  const [left, right] = [contextAt(store, a), contextAt(store, b)];
  return { a: left.shown, b: right.shown, ...diffContexts(left.entries, right.entries) };
}
