/** A node in its place: roots are on level 1. */
export interface Placed<Node> {
  node: Node;
  level: number;
  /** null for a root, or where its parent is not listed. */
  parent: Node | null;
}

/** Depth first, siblings in the order of the list. A node whose parent is not listed is a root. Linear. */
export function treeOrder<Node>(
  nodes: readonly Node[],
  idOf: (node: Node) => string,
  parentOf: (node: Node) => string | null,
): Placed<Node>[] {
  const ids = new Set(nodes.map(idOf));
  const children = new Map<string | null, Node[]>();
  for (const node of nodes) {
    const wanted = parentOf(node);
    const parent = wanted !== null && ids.has(wanted) ? wanted : null;
    const siblings = children.get(parent);
    if (siblings) siblings.push(node);
    else children.set(parent, [node]);
  }
  const placed: Placed<Node>[] = [];
  // A stack of our own: a chain of forks may be deeper than calls may nest.
  const waiting: Placed<Node>[] = [];
  const wait = (id: string | null, level: number, parent: Node | null): void => {
    for (const node of [...(children.get(id) ?? [])].reverse())
      waiting.push({ node, level, parent });
  };
  wait(null, 1, null);
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    placed.push(next);
    wait(idOf(next.node), next.level + 1, next.node);
  }
  return placed;
}
