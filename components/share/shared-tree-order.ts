import type { SharedTrace } from '@/lib/api/share-contract';

/** A trace in its place: roots are on level 1. */
export interface PlacedTrace {
  trace: SharedTrace;
  level: number;
  parent: SharedTrace | null;
}

/** Depth first, branches in the order of the list, in which parents stand before what grew from them. */
export function sharedTreeOrder(traces: readonly SharedTrace[]): PlacedTrace[] {
  const children = new Map<string | null, PlacedTrace[]>();
  const bySide = new Map<string, PlacedTrace>();
  for (const trace of traces) {
    const parent = trace.parent === null ? undefined : bySide.get(trace.parent);
    const placed = { trace, level: (parent?.level ?? 0) + 1, parent: parent?.trace ?? null };
    bySide.set(trace.side, placed);
    const key = placed.parent?.side ?? null;
    children.set(key, [...(children.get(key) ?? []), placed]);
  }
  // A share holds 200 traces at most: calls may nest that deep.
  const below = (side: string | null): PlacedTrace[] =>
    (children.get(side) ?? []).flatMap((placed) => [placed, ...below(placed.trace.side)]);
  return below(null);
}
