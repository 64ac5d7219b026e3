'use client';

import { useShortcuts } from '@/components/ui/shortcuts';
import { type Landmarks, nextOf } from '@/lib/replay/landmarks';
import { seqBeside } from '@/lib/replay/row-place';
import type { Outline } from '@/lib/trace/outline';
import type { Selection } from './use-selection';

/** Keys that walk through a trace: rows, errors, model calls, user messages, matches. */
export function useWalk({
  selection,
  listed,
  marks,
  matches,
  focusFind,
}: {
  selection: Selection;
  /** The rows that one walks through. */
  listed: Outline;
  marks: Landmarks;
  matches: readonly number[];
  focusFind: () => void;
}): void {
  const here = selection.row?.seq ?? 0;
  const go = (seq: number | null): void => {
    if (seq !== null) selection.select(seq);
  };
  const jump = (seqs: readonly number[], step: 1 | -1) => () => go(nextOf(seqs, here, step));
  useShortcuts(
    {
      j: { label: 'Next event', run: () => go(seqBeside(listed, here, 1)) },
      k: { label: 'Previous event', run: () => go(seqBeside(listed, here, -1)) },
      'g g': { label: 'First event', run: () => go(listed[0]?.seq ?? null) },
      G: { label: 'Last event', run: () => go(listed.at(-1)?.seq ?? null) },
      e: { label: 'Next error', run: jump(marks.errors, 1) },
      E: { label: 'Previous error', run: jump(marks.errors, -1) },
      m: { label: 'Next model call', run: jump(marks.modelCalls, 1) },
      M: { label: 'Previous model call', run: jump(marks.modelCalls, -1) },
      u: { label: 'Next user message', run: jump(marks.userMessages, 1) },
      U: { label: 'Previous user message', run: jump(marks.userMessages, -1) },
      n: { label: 'Next match', run: jump(matches, 1) },
      N: { label: 'Previous match', run: jump(matches, -1) },
      '/': { label: 'Find in this trace', run: focusFind },
      r: { label: 'Raw records', run: () => selection.show('raw') },
    },
    { group: 'Trace' },
  );
}
