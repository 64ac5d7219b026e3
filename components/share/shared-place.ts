import type { SharedTrace, ShareTarget } from '@/lib/api/share-contract';

type Kind = ShareTarget['kind'];

/** What of a share is open. */
export type SharedPlace =
  | { at: 'trace'; trace: SharedTrace }
  | { at: 'diff'; a: SharedTrace; b: SharedTrace }
  | { at: 'tree' };

/** Sides in the address of a shared tree. */
export interface SharedSides {
  t: string | null;
  a: string | null;
  b: string | null;
}

/** Where an address leads in a share. One of a tree that names no trace of it leads to the tree. */
export function sharedPlace(
  kind: Kind,
  traces: readonly SharedTrace[],
  sides: SharedSides,
): SharedPlace | null {
  const of = (side: string | null) => traces.find((trace) => trace.side === side);
  if (kind === 'tree') {
    const [trace, a, b] = [of(sides.t), of(sides.a), of(sides.b)];
    if (trace) return { at: 'trace', trace };
    return a && b ? { at: 'diff', a, b } : { at: 'tree' };
  }
  const [first, second] = traces;
  if (!first) return null;
  if (kind !== 'diff') return { at: 'trace', trace: first };
  return second ? { at: 'diff', a: first, b: second } : null;
}

/** Addresses inside of one shared tree. */
export const sharedTreeLink = (token: string): string => `/s/${token}`;
export const sharedTraceLink = (token: string, side: string, seq?: number): string =>
  `/s/${token}?t=${side}${seq === undefined ? '' : `&e=${seq}`}`;
export const sharedDiffLink = (token: string, a: string, b: string): string =>
  `/s/${token}?a=${a}&b=${b}`;
