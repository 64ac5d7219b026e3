/** One run of a lineage in its row. Rows come depth first: a parent stands above its branches. */
export interface AxisRun {
  /** Index of the row of what it borrows from; null for a root, or where that is not drawn. */
  parent: number | null;
  /** Last event that it borrows; -1: none. */
  forkSeq: number;
  /** Events that it has, borrowed ones included. */
  events: number;
}

/** What is drawn in the axis of one row, in shares (0 to 1) of the axis. */
export interface AxisRow {
  /** Its own events. */
  from: number;
  to: number;
  /** Where the edge from above comes in: from the fork down to the middle of the row. */
  fork: number | null;
  /** Where edges to its branches go down, from the middle of the row. */
  down: number[];
  /** Edges of others that pass through. */
  pass: number[];
}

/** So many places for edges: those nearer to each other are one line. */
const places = 500;

/** Events at which the axis is marked: a few round numbers from 0 to at most `events`. */
export function axisTicks(events: number): number[] {
  const step = [1, 2, 5]
    .flatMap((digit) => [0, 1, 2, 3, 4, 5, 6].map((zeros) => digit * 10 ** zeros))
    .sort((a, b) => a - b)
    .find((size) => events / size <= 6);
  if (step === undefined) return [0, events];
  return Array.from({ length: Math.floor(events / step) + 1 }, (_, at) => at * step);
}

/**
 * All runs on one axis of event numbers, as long as the longest run. Linear in the runs: lines that would fall
 * together are drawn once.
 */
export function lineageAxis(runs: readonly AxisRun[]): { events: number; rows: AxisRow[] } {
  const events = Math.max(1, ...runs.map((run) => run.events));
  const at = (seq: number): number => Math.min(1, Math.max(0, seq / events));
  const forkAt = ({ parent, forkSeq }: AxisRun): number | null =>
    parent === null ? null : Math.round(at(forkSeq + 1) * places) / places;
  /** By row and place: the last row that an edge from there reaches. */
  const reach = new Map<number, Map<number, number>>();
  runs.forEach((run, row) => {
    const place = forkAt(run);
    if (run.parent === null || place === null) return;
    const byPlace = reach.get(run.parent) ?? new Map<number, number>();
    reach.set(run.parent, byPlace.set(place, row));
  });
  /** Edges that are still on their way down: the row that they end in, by place. */
  const open = new Map<number, number>();
  const rows = runs.map((run, row): AxisRow => {
    for (const [place, end] of open) if (end < row) open.delete(place);
    const fork = forkAt(run);
    const own = reach.get(row);
    const pass = [...open].flatMap(([place, end]) => (place === fork && end <= row ? [] : place));
    const down = [...(own?.keys() ?? [])];
    for (const [place, end] of own ?? []) open.set(place, Math.max(end, open.get(place) ?? 0));
    return {
      from: fork === null ? 0 : at(run.forkSeq + 1),
      to: at(run.events),
      ...{ fork, down, pass },
    };
  });
  return { events, rows };
}
