import type { LineageNode } from '@/lib/api/trace-contract';

/** A trace in its place: roots are on level 1. */
export interface Placed {
  node: LineageNode;
  level: number;
  /** What it borrows from; null for a root, or where that is not listed. */
  parent: LineageNode | null;
}

/** Depth first, branches in the order of the list (older first). A node whose parent is not listed is a root. */
export function lineageTree(nodes: readonly LineageNode[]): Placed[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const children = new Map<string | null, LineageNode[]>();
  for (const node of nodes) {
    const parent = node.parentId !== null && byId.has(node.parentId) ? node.parentId : null;
    const siblings = children.get(parent);
    if (siblings) siblings.push(node);
    else children.set(parent, [node]);
  }
  const placed: Placed[] = [];
  // A stack of our own: a chain of forks may be deeper than calls may nest.
  const waiting: Placed[] = (children.get(null) ?? [])
    .map((node) => ({ node, level: 1, parent: null }))
    .reverse();
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    placed.push(next);
    const { node, level } = next;
    for (const child of [...(children.get(node.id) ?? [])].reverse())
      waiting.push({ node: child, level: level + 1, parent: node });
  }
  return placed;
}
