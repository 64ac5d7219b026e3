import type { SpanForest, SpanNode } from './span-forest';
import type { SpanMark } from './span-mark';
import type { ToolRuns } from './tool-links';

interface Place {
  node: SpanNode;
  end: bigint | null;
  /** End of the latest model call that it runs for or in: it comes after that. */
  hold: bigint | null;
  /** How many such model calls there are. */
  inside: number;
}

/**
 * Causal order: by completion, then start, then place in the file; what never ended comes last. A tool comes
 * after the reply that asked for it, and what runs inside a model call after that call, whatever their clocks
 * say: streams call tools before they close, and exporters round.
 */
export function spanOrder(
  forest: SpanForest,
  isOuter: (node: SpanNode) => boolean,
  runs: ToolRuns,
): SpanNode[] {
  const askedBy = new Map<SpanMark, SpanMark>();
  for (const [reply, tools] of runs) for (const tool of tools) if (tool) askedBy.set(tool, reply);
  const places = new Map<SpanNode, Place>();
  for (const node of forest.nodes) {
    const parent = node.parent ? places.get(node.parent) : undefined;
    const around = parent?.node.mark.role === 'model-call' && !isOuter(parent.node);
    const reason = askedBy.get(node.mark)?.end ?? (around ? (parent?.end ?? null) : null);
    const hold = later(parent?.hold ?? null, reason);
    const { end } = node.mark;
    places.set(node, {
      node,
      end: end === null ? null : later(end, hold),
      hold,
      inside: (parent?.inside ?? 0) + (reason === null ? 0 : 1),
    });
  }
  const byMark = new Map([...places.values()].map((place) => [place.node.mark, place]));
  for (const [tool, reply] of askedBy) {
    const [after, before] = [byMark.get(tool), byMark.get(reply)];
    if (!after || !before) continue;
    after.end = after.end === null || before.end === null ? null : later(after.end, before.end);
    after.inside = Math.max(after.inside, before.inside + 1);
  }
  return [...places.values()].sort(compare).map(({ node }) => node);
}

/** The later of two moments; null is none. */
const later = (a: bigint | null, b: bigint | null): bigint | null =>
  a === null ? b : b === null || a > b ? a : b;

function compare(a: Place, b: Place): number {
  return (
    nanos(a.end, b.end) ||
    a.inside - b.inside ||
    nanos(a.node.mark.end, b.node.mark.end) ||
    nanos(a.node.mark.start, b.node.mark.start) ||
    a.node.mark.index - b.node.mark.index
  );
}

/** null, a missing time, comes last. */
function nanos(a: bigint | null, b: bigint | null): number {
  if (a === b) return 0;
  if (a === null) return 1;
  return b === null || a < b ? -1 : 1;
}
