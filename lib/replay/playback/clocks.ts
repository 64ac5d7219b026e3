import type { Outline, OutlineRow } from '@/lib/trace/outline';

/** When each event happened, as far as the trace tells. */
export interface Clocks {
  /** Milliseconds since the first clock, by seq. Never falls: the order of events is causal, clocks are only shown. */
  offsets: Float64Array;
  /** The first clock: what `offsets` count from. Milliseconds since the epoch. */
  first: number;
  /** Whether an event is placed by when it began or by when it ended. */
  by: 'start' | 'end';
  /** Events without a clock of their own: they stand where the one before them does. */
  borrowed: number;
  /** Events whose clock is earlier than one before them: they stand where that one does. */
  backwards: number;
}

const readings = {
  start: ({ startedAt }: OutlineRow) => startedAt,
  // A tool call is there as soon as it is made; what it takes stands with its result.
  end: ({ kind, startedAt, durationMs }: OutlineRow) =>
    startedAt === null || kind === 'tool-call' ? startedAt : startedAt + (durationMs ?? 0),
};

const usable = (value: number | null): value is number => value !== null && Number.isFinite(value);

/**
 * Some formats write an event down when it begins, others when it ends: the reading of the clocks that contradicts the
 * recorded order less often is taken, the beginning where both do alike. Null where no event has a clock. O(events).
 */
export function clocksOf(outline: Outline): Clocks | null {
  const [start, end] = [read(outline, 'start'), read(outline, 'end')];
  if (!start || !end) return null;
  return end.backwards < start.backwards ? end : start;
}

function read(outline: Outline, by: 'start' | 'end'): Clocks | null {
  const clock = readings[by];
  const offsets = new Float64Array(outline.length);
  let [borrowed, backwards] = [0, 0];
  let first: number | null = null;
  let latest = 0;
  outline.forEach((row, seq) => {
    const own = clock(row);
    if (!usable(own)) borrowed += 1;
    else {
      first ??= own;
      if (own - first < latest) backwards += 1;
      else latest = own - first;
    }
    offsets[seq] = latest;
  });
  return first === null ? null : { offsets, first, by, borrowed, backwards };
}
