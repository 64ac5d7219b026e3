import type { LineageNode } from '@/lib/api/trace-contract';
import { lineageTree, type PlacedRun } from './lineage-tree';

/** A run that is drawn. */
export interface TreeRow extends PlacedRun {
  /** Index of the row of its parent; null where that is not drawn. */
  parentRow: number | null;
  /** Whether it has branches, and whether they are folded away. */
  branches: number;
  collapsed: boolean;
  /** Place among its siblings, from 1, and their number. */
  place: number;
  siblings: number;
}

export interface TreeWish {
  /** Ids of runs whose branches are folded away, or else those that a person opened in a big tree. */
  toggled: ReadonlySet<string>;
  archived: boolean;
  name: string;
}

export interface VisibleTree {
  rows: TreeRow[];
  /** Archived ones, shown or not. */
  archived: number;
  /** Runs that are folded away. */
  folded: number;
}

/** A tree with more runs begins folded below the root's own branches. */
const bigTree = 200;

/**
 * What is drawn of a lineage. Of a search its matches and all that they grew from; of archived runs none, with what
 * grew from them under the next one up that is drawn.
 */
export function visibleTree(nodes: readonly LineageNode[], wish: TreeWish): VisibleTree {
  const shownNodes = wish.archived ? nodes : withoutArchived(nodes);
  const placed = lineageTree(shownNodes);
  const children = new Map<string, number>();
  const wanted = matching(placed, wish.name);
  for (const { node, parent } of placed)
    if (parent && (wanted?.has(node.id) ?? true))
      children.set(parent.id, (children.get(parent.id) ?? 0) + 1);
  const isBig = placed.length > bigTree;
  const rows: TreeRow[] = [];
  const rowOf = new Map<string, number>();
  const seen = new Map<string, number>();
  let folded = 0;
  for (const one of placed) {
    const { node, level, parent } = one;
    if (wanted && !wanted.has(node.id)) continue;
    const parentRow = parent ? (rowOf.get(parent.id) ?? null) : null;
    const above = parentRow === null ? undefined : rows[parentRow];
    if (parent && (!above || above.collapsed)) {
      folded += 1;
      continue;
    }
    const key = parent?.id ?? '';
    const place = (seen.get(key) ?? 0) + 1;
    seen.set(key, place);
    const branches = children.get(node.id) ?? 0;
    const startsFolded = isBig && level > 1;
    rowOf.set(node.id, rows.length);
    rows.push({
      ...one,
      ...{ parentRow, branches, place, siblings: parent ? (children.get(parent.id) ?? 1) : 1 },
      collapsed: !wanted && branches > 0 && wish.toggled.has(node.id) !== startsFolded,
    });
  }
  return { rows, folded, archived: nodes.filter((node) => node.archived).length };
}

/** Ids of the matches and of all above them; null without a search. */
function matching(placed: readonly PlacedRun[], name: string): Set<string> | null {
  const wanted = name.trim().toLowerCase();
  if (wanted === '') return null;
  const byId = new Map(placed.map((one) => [one.node.id, one]));
  const found = new Set<string>();
  for (const { node } of placed) {
    if (!node.name.toLowerCase().includes(wanted)) continue;
    for (
      let up: LineageNode | null = node;
      up !== null && !found.has(up.id);
      up = byId.get(up.id)?.parent ?? null
    )
      found.add(up.id);
  }
  return found;
}

function withoutArchived(nodes: readonly LineageNode[]): LineageNode[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  return nodes
    .filter((node) => !node.archived)
    .map((node) => {
      let parentId = node.parentId;
      while (parentId !== null && byId.get(parentId)?.archived)
        parentId = byId.get(parentId)?.parentId ?? null;
      return parentId === node.parentId ? node : { ...node, parentId };
    });
}
