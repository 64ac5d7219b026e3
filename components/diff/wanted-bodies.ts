import { setupAt } from '@/lib/replay/conversation-at';
import { replacedBy } from '@/lib/replay/diff/replaced-by';
import { positionsOf } from '@/lib/trace/conversation';
import type { DiffRow } from '@/lib/view/diff-rows';
import type { LoadedSide } from './diff-side';
import type { Wanted } from './use-body';

const nothing = (side: LoadedSide): Wanted => ({ side, seq: null, messages: [], setup: null });

function eventOf(side: LoadedSide, seq: number | null): Wanted {
  const row = seq === null ? undefined : side.outline[seq];
  if (!row) return nothing(side);
  return { side, seq: row.seq, messages: [...positionsOf(row.said?.append ?? [])], setup: null };
}

/**
 * What to fetch for a row. Of a branch's edit: what it put there beside what stood there before. A setup is
 * fetched on both sides where it differs, and on none where it is the same.
 */
export function wantedBodies(
  row: Extract<DiffRow, { kind: 'pair' }>,
  a: LoadedSide,
  b: LoadedSide,
  sharedPrefix: number,
): { left: Wanted; right: Wanted } {
  if (row.state !== 'edit') {
    const left = eventOf(a, row.a);
    const right = eventOf(b, row.b);
    if (row.a === null || row.b === null) return { left, right };
    const setups = [setupAt(a.outline, row.a), setupAt(b.outline, row.b)] as const;
    const isCall = a.outline[row.a]?.kind === 'model-call';
    if (!isCall || setups[0] === setups[1]) return { left, right };
    return { left: { ...left, setup: setups[0] }, right: { ...right, setup: setups[1] } };
  }

  const onLeft = row.a !== null;
  const seq = row.a ?? row.b ?? 0;
  const [own, twin] = onLeft ? [a, b] : [b, a];
  // Pool positions mean the same on both sides only where all rows before the edit are shared.
  const other = sharedPrefix >= seq ? twin : own;
  const { before, after } = replacedBy(other.outline, own.outline, seq);
  const setup = own.outline[seq]?.setup ?? null;
  // Forked before a model call: its setup stands on that call, which the branch does not borrow.
  const twinSetup = other === twin && twin.outline[seq]?.saw ? setupAt(twin.outline, seq) : null;
  const oldSetup = twinSetup ?? (seq > 0 ? setupAt(own.outline, seq - 1) : null);
  const changed = setup !== null && setup !== oldSetup;
  const now: Wanted = { side: own, seq, messages: after, setup: changed ? setup : null };
  const was: Wanted = {
    side: other,
    seq: null,
    messages: before,
    setup: changed ? oldSetup : null,
  };
  return onLeft ? { left: now, right: was } : { left: was, right: now };
}
