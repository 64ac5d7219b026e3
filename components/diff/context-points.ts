import type { ContextPoint } from '@/components/data/trace-source';
import { defaultSide } from '@/lib/replay/conversation-at';
import type { DiffRow } from '@/lib/view/diff-rows';
import type { LoadedSide } from './diff-side';

/** A moment whose conversation is looked at, and where its bodies are. */
export interface Moment {
  side: LoadedSide;
  point: ContextPoint;
}

const momentAt = (side: LoadedSide, seq: number, turn: ContextPoint['side']): Moment => ({
  side,
  point: { name: side.source.name, seq, side: turn },
});

function natural(side: LoadedSide, seq: number | null): Moment | null {
  const row = seq === null ? undefined : side.outline[seq];
  return row ? momentAt(side, row.seq, defaultSide(row)) : null;
}

/**
 * The two moments to compare for a row: each event where it naturally stands. Of a branch's edit: the conversation
 * with the edit beside the one that it took over. null where one of the two is not there.
 */
export function contextPoints(
  row: Extract<DiffRow, { kind: 'pair' }>,
  a: LoadedSide,
  b: LoadedSide,
  sharedPrefix: number,
): { a: Moment | null; b: Moment | null } {
  if (row.state !== 'edit') return { a: natural(a, row.a), b: natural(b, row.b) };
  const seq = row.a ?? row.b ?? 0;
  const [own, twin] = row.a === null ? [b, a] : [a, b];
  // The twin knows what stood there only where it shares all rows before the edit.
  const shared = sharedPrefix >= seq;
  const base = own.outline[seq]?.said?.base ?? null;
  const was =
    shared && twin.outline[seq]?.saw
      ? momentAt(twin, seq, 'before')
      : base === null
        ? null
        : momentAt(shared ? twin : own, base, 'after');
  const now = momentAt(own, seq, 'after');
  return row.a === null ? { a: was, b: now } : { a: now, b: was };
}
