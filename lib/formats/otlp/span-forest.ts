import type { SpanMark } from './span-mark';

export interface SpanNode {
  mark: SpanMark;
  parent: SpanNode | null;
  children: SpanNode[];
}

export interface SpanForest {
  /** Parents before children, siblings by their start. */
  nodes: SpanNode[];
  roots: SpanNode[];
  /** Spans whose parent is not in the file: they became roots. */
  orphans: SpanNode[];
  /** Spans that were their own ancestors: they became roots. */
  cycles: SpanNode[];
}

export const byStart = (a: SpanMark, b: SpanMark): number => {
  if (a.start !== b.start)
    return a.start === null || (b.start !== null && a.start > b.start) ? 1 : -1;
  return a.index - b.index;
};

/** Hangs spans under their parents. Without recursion: a chain may be as long as the file. */
export function spanForest(marks: readonly SpanMark[]): SpanForest {
  const sorted = [...marks].sort(byStart);
  const nodes = sorted.map((mark): SpanNode => ({ mark, parent: null, children: [] }));
  const byId = new Map(nodes.map((node) => [`${node.mark.traceId}/${node.mark.spanId}`, node]));
  const roots: SpanNode[] = [];
  const orphans: SpanNode[] = [];
  for (const node of nodes) {
    const parent = byId.get(`${node.mark.traceId}/${node.mark.parentId}`) ?? null;
    if (parent && parent !== node) {
      node.parent = parent;
      parent.children.push(node);
      continue;
    }
    roots.push(node);
    if (node.mark.parentId !== '') orphans.push(node);
  }
  const seen = new Set<SpanNode>();
  const ordered = preorder(roots, seen);
  const cycles: SpanNode[] = [];
  for (const node of nodes) {
    if (seen.has(node)) continue;
    // Only a ring of parents is not reached from any root.
    if (node.parent) node.parent.children = node.parent.children.filter((child) => child !== node);
    node.parent = null;
    cycles.push(node);
    for (const found of preorder([node], seen)) ordered.push(found);
  }
  return { nodes: ordered, roots: [...roots, ...cycles], orphans, cycles };
}

function preorder(roots: readonly SpanNode[], seen: Set<SpanNode>): SpanNode[] {
  const ordered: SpanNode[] = [];
  const stack = [...roots].reverse();
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    ordered.push(node);
    for (let at = node.children.length - 1; at >= 0; at -= 1) {
      const child = node.children[at];
      if (child) stack.push(child);
    }
  }
  return ordered;
}
