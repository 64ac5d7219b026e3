import type { LineageNode } from '@/lib/api/trace-contract';
import { type Placed, treeOrder } from '@/lib/view/tree-order';

/** A trace in its place; its parent is what it borrows from. */
export type PlacedRun = Placed<LineageNode>;

/** Branches below what they grew from, in the order of the list (older first). */
export const lineageTree = (nodes: readonly LineageNode[]): PlacedRun[] =>
  treeOrder(
    nodes,
    ({ id }) => id,
    ({ parentId }) => parentId,
  );
