import type { Outline } from '@/lib/trace/outline';
import { type QueryContext, rowTest } from './matches-row';
import { needsBodies } from './needs-bodies';
import type { Node, Query } from './query';

/** A part of a query without which it would match. */
export interface Blocker {
  /** As it is written in the query. */
  text: string;
  matches: number;
}

/**
 * Why a query matches nothing: each part of its outermost AND whose absence would let events through, the one that
 * lets most through first. Parts whose rest needs bodies are left out: the outline cannot tell.
 */
export function explainEmpty(query: Query, outline: Outline, context: QueryContext): Blocker[] {
  const { root, text } = query;
  const parts: readonly Node[] = root?.type === 'and' ? root.nodes : root ? [root] : [];
  return parts
    .flatMap((part, at): Blocker[] => {
      const rest: Query = { text, root: joined(parts.toSpliced(at, 1)) };
      if (needsBodies(rest)) return [];
      const test = rowTest(rest, context);
      let matches = 0;
      for (const row of outline) if (test(row)) matches += 1;
      return matches === 0 ? [] : [{ text: text.slice(part.start, part.end), matches }];
    })
    .sort((a, b) => b.matches - a.matches);
}

const joined = (nodes: readonly Node[]): Node | null =>
  nodes.length === 0 ? null : { type: 'and', nodes, start: 0, end: 0 };
