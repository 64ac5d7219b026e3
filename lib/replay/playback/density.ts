import type { EventKind } from '@/lib/trace/event';
import type { Outline } from '@/lib/trace/outline';
import { type PlayTimeline, positionOf } from './play-timeline';

/** The hues that events are told apart by, in the order in which they are stacked. */
export const densityHues = ['user', 'model', 'tool', 'result', 'state', 'agent', 'log'] as const;
export type DensityHue = (typeof densityHues)[number];

const hueOfKind: Record<EventKind, DensityHue> = {
  message: 'user',
  'model-call': 'model',
  'tool-call': 'tool',
  'tool-result': 'result',
  edit: 'state',
  state: 'state',
  compaction: 'state',
  span: 'agent',
  handoff: 'agent',
  interrupt: 'agent',
  log: 'log',
  error: 'log',
  unreadable: 'log',
};

/** One column of the strip. */
export interface DensityBucket {
  total: number;
  /** By place in `densityHues`. */
  hues: number[];
  errors: number;
  forks: number;
  /** First event of the column; null where it has none. */
  first: number | null;
}

/** Columns of the strip that a position falls into; the last position is in the last one. */
export function bucketOf(timeline: PlayTimeline, seq: number, count: number): number {
  const { axis, at, span } = timeline;
  // By index each event has a width of its own; by clock it is a moment.
  const part =
    axis === 'index' ? seq / at.length : span === 0 ? 0 : positionOf(timeline, seq) / span;
  return Math.max(0, Math.min(count - 1, Math.floor(part * count)));
}

/**
 * How dense a recording is, in `count` columns over its length. `forks`: events where a branch begins, besides the
 * edits of the trace itself. O(events).
 */
export function densityOf(
  outline: Outline,
  timeline: PlayTimeline,
  count: number,
  forks: readonly number[] = [],
): DensityBucket[] {
  const buckets = Array.from({ length: count }, (): DensityBucket => {
    return { total: 0, hues: densityHues.map(() => 0), errors: 0, forks: 0, first: null };
  });
  for (const { seq, kind, role, error } of outline) {
    const bucket = buckets[bucketOf(timeline, seq, count)];
    if (!bucket) continue;
    const hue = role === 'assistant' ? 'model' : role === 'tool' ? 'result' : hueOfKind[kind];
    const place = densityHues.indexOf(hue);
    bucket.hues[place] = (bucket.hues[place] ?? 0) + 1;
    bucket.total += 1;
    bucket.first ??= seq;
    if (error) bucket.errors += 1;
    if (kind === 'edit') bucket.forks += 1;
  }
  for (const seq of forks) {
    const bucket = seq < outline.length ? buckets[bucketOf(timeline, seq, count)] : undefined;
    if (bucket) bucket.forks += 1;
  }
  return buckets;
}

/** Columns that hold any of these events, ascending. O(seqs). */
export function bucketsWith(
  seqs: Iterable<number>,
  timeline: PlayTimeline,
  count: number,
): number[] {
  const found = new Set<number>();
  for (const seq of seqs) if (seq < timeline.at.length) found.add(bucketOf(timeline, seq, count));
  return [...found].sort((a, b) => a - b);
}
