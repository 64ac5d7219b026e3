import type { SpanForest, SpanNode } from './span-forest';

export interface InnerCalls {
  /** Model-call spans that only wrap another span of the same call: a framework's around a client's. */
  outer: Set<SpanNode>;
  /** The one wrapper of a model call, to ask for what the inner span does not record. */
  wrapper: Map<SpanNode, SpanNode>;
}

/**
 * Finds model calls that are recorded by two nested spans. What lies under a tool or an agent is a call of its
 * own, made while the outer one waited.
 */
export function innerCalls(forest: SpanForest): InnerCalls {
  const outer = new Set<SpanNode>();
  const wrapper = new Map<SpanNode, SpanNode>();
  const below = new Map<SpanNode, { count: number; only: SpanNode }>();
  for (let at = forest.nodes.length - 1; at >= 0; at -= 1) {
    const node = forest.nodes[at];
    if (!node) continue;
    const inner = below.get(node);
    const { role } = node.mark;
    if (role === 'model-call' && inner) {
      outer.add(node);
      if (inner.count === 1 && !wrapper.has(inner.only)) wrapper.set(inner.only, node);
    }
    const passed =
      role === 'tool' || role === 'agent'
        ? undefined
        : (inner ?? (role === 'model-call' ? { count: 1, only: node } : undefined));
    if (!passed || !node.parent) continue;
    const known = below.get(node.parent);
    below.set(node.parent, { count: (known?.count ?? 0) + passed.count, only: passed.only });
  }
  return { outer, wrapper };
}
