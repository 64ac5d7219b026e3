import type { SharedTrace } from '@/lib/api/share-contract';
import { type Placed, treeOrder } from '@/lib/view/tree-order';

/** A trace in its place: roots are on level 1. */
export interface PlacedTrace extends Omit<Placed<SharedTrace>, 'node'> {
  trace: SharedTrace;
}

/** Branches below what they grew from, in the order of the list. */
export const sharedTreeOrder = (traces: readonly SharedTrace[]): PlacedTrace[] =>
  treeOrder(
    traces,
    ({ side }) => side,
    ({ parent }) => parent,
  ).map(({ node, ...place }) => ({ trace: node, ...place }));
