import { diffByType, type TypeDiff } from '@/lib/replay/diff/diff-by-type';
import { type DiffOptions, diffRuns, type RunDiff } from '@/lib/replay/diff/diff-runs';
import { eventText } from '@/lib/replay/diff/event-text';
import { saidBy } from '@/lib/replay/run-source';
import { diffText } from '@/lib/view/diff-text';
import type { Replayer } from './replayer';

/** Two runs side by side; see `RunDiff`. */
export interface TraceDiff extends RunDiff {
  leftId: string;
  rightId: string;
  /** The numbers that the seed gives: paired by index, by type only. */
  byType: TypeDiff;
  /** The diff as text, at most `limit` lines of it; all without a limit. */
  toLines(limit?: number): string[];
}

/** Lays two runs side by side as the diff page does, and says where and how they part. */
export function diffTraces(left: Replayer, right: Replayer, options: DiffOptions = {}): TraceDiff {
  const [a, b] = [compared(left), compared(right)];
  const diff = diffRuns(a, b, options);
  const byType = diffByType(a.outline, b.outline);
  const side = (of: Replayer, { outline }: { outline: typeof a.outline }) => {
    const { name, totals } = of.metadata;
    return { name, totals, outline };
  };
  return {
    ...diff,
    ...{ leftId: left.traceId, rightId: right.traceId, byType },
    toLines: (limit) =>
      diffText({
        ...{ a: side(left, a), b: side(right, b), link: '' },
        diff: { ...diff, shipit: byType },
      })
        .trimEnd()
        .split('\n')
        .slice(0, limit),
  };
}

function compared({ source }: Replayer) {
  return {
    outline: source.outline,
    textOf: (seq: number) => {
      const event = source.event(seq);
      return eventText(event, saidBy(source, event));
    },
  };
}
