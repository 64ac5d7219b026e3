import { GitFork } from 'lucide-react';
import Link from 'next/link';
import { OutcomeMark } from '@/components/workbench/trace-bar';
import type { LineageNode } from '@/lib/api/trace-contract';
import { lineageLink, traceLink } from '@/lib/view/links';
import { forkWords } from './fork-words';
import { lineageTree } from './lineage-tree';

/** Deeper than this the indent stops growing: the panel is narrow. */
const deepest = 6;

/** Family of a trace, small, for the side of a page. Draws nothing where there is only the trace itself. */
export function LineageList({
  nodes,
  currentId,
}: {
  nodes: readonly LineageNode[];
  currentId: string;
}) {
  if (nodes.length < 2) return null;
  return (
    <nav aria-label="Lineage" className="border-line border-b py-1">
      <p className="flex min-h-6 items-center px-3 font-medium text-11 text-text-3">
        Lineage
        <Link href={lineageLink(currentId)} className="ml-auto font-normal hover:text-text-1">
          Open
        </Link>
      </p>
      <ul className="max-h-60 overflow-y-auto">
        {lineageTree(nodes).map(({ node, level }) => {
          const fork = forkWords(node);
          const current = node.id === currentId;
          const words = (
            <>
              {fork && (
                <GitFork
                  size={14}
                  strokeWidth={1.5}
                  className="shrink-0 text-diverge"
                  aria-label="branch"
                />
              )}
              <bdi className="min-w-0 flex-1 truncate">{node.name}</bdi>
              {node.deleted ? (
                <span className="text-11 text-text-3">deleted</span>
              ) : (
                <OutcomeMark outcome={node.outcome} />
              )}
            </>
          );
          const row = 'flex min-h-6 items-center gap-1.5 pr-3 text-12';
          const style = { paddingLeft: 12 + (Math.min(level, deepest) - 1) * 12 };
          return (
            <li key={node.id} title={fork ? `${fork.edits}, ${fork.at}` : undefined}>
              {node.deleted ? (
                <span className={`${row} text-text-3`} style={style}>
                  {words}
                </span>
              ) : (
                <Link
                  href={traceLink(node.id)}
                  aria-current={current ? 'page' : undefined}
                  className={`${row} hover:bg-surface-2 aria-[current=page]:bg-select-tint`}
                  style={style}
                >
                  {words}
                </Link>
              )}
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
