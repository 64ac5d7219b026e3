import { GitCompare, GitFork, Pencil, Trash2 } from 'lucide-react';
import Link from 'next/link';
import { buttonClasses } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { OutcomeMark } from '@/components/workbench/trace-bar';
import type { LineageNode } from '@/lib/api/trace-contract';
import type { Totals } from '@/lib/trace/trace';
import { dash, delta, exactNumber, shortNumber } from '@/lib/view/format-number';
import { diffLink, traceLink } from '@/lib/view/links';
import { forkWords } from './fork-words';
import type { Placed } from './lineage-tree';

/** Deeper than this the indent stops growing. */
const deepest = 12;

const glyph = { size: 14, strokeWidth: 1.5, 'aria-hidden': true } as const;

const tokensOf = ({ inputTokens, outputTokens }: Totals): number | null =>
  inputTokens === null && outputTokens === null ? null : (inputTokens ?? 0) + (outputTokens ?? 0);

export function LineageRow({
  placed: { node, level, parent },
  onRename,
  onDelete,
}: {
  placed: Placed;
  onRename: (node: LineageNode) => void;
  onDelete: (node: LineageNode) => void;
}) {
  const fork = forkWords(node);
  const tokens = tokensOf(node.totals);
  const number = 'px-2 sm:px-3 text-right font-mono tabular-nums whitespace-nowrap';
  const actions = !node.deleted && (
    <span className="flex items-center gap-1 sm:justify-end">
      {parent && !parent.deleted && (
        <Link href={diffLink(parent.id, node.id)} className={buttonClasses()}>
          <GitCompare {...glyph} />
          Diff with parent
        </Link>
      )}
      <IconButton
        label={`Rename ${node.name}`}
        glyph={<Pencil {...glyph} />}
        onClick={() => onRename(node)}
      />
      <IconButton
        label={`Delete ${node.name}`}
        glyph={<Trash2 {...glyph} />}
        onClick={() => onDelete(node)}
      />
    </span>
  );
  return (
    <tr className="border-line border-b align-top hover:bg-surface-1">
      <th scope="row" className="max-w-[56ch] py-1 sm:min-w-56 pr-3 font-normal">
        <span
          className="flex flex-col"
          style={{ paddingLeft: 12 + (Math.min(level, deepest) - 1) * 20 }}
        >
          <span className="sr-only">Level {level}: </span>
          {node.deleted ? (
            <span className="flex min-h-6 min-w-0 items-center text-13 text-text-3">
              <bdi className="truncate">{node.name}</bdi>
              <span className="shrink-0">, deleted</span>
            </span>
          ) : (
            <Link
              href={traceLink(node.id)}
              className="flex min-h-6 min-w-0 items-center text-13 hover:underline"
            >
              <bdi className="truncate">{node.name}</bdi>
            </Link>
          )}
          {fork && (
            <span className="flex min-w-0 items-start gap-1 text-12 text-text-2">
              <GitFork {...glyph} className="mt-0.5 shrink-0 text-diverge" />
              <span className="min-w-0 [overflow-wrap:anywhere]">
                <bdi>{fork.edits}</bdi> <span className="text-text-3">{fork.at}</span>
              </span>
            </span>
          )}
          <span className="sm:hidden">{actions}</span>
        </span>
      </th>
      <td className="px-2 sm:px-3 py-1.5">
        <OutcomeMark outcome={node.outcome} />
      </td>
      <td className="hidden max-w-[24ch] truncate px-2 sm:px-3 py-1.5 text-text-2 md:table-cell">
        <bdi className="font-mono">{node.totals.models.join(', ') || dash}</bdi>
      </td>
      <td className={`${number} py-1.5`} title={exactNumber(node.totals.events)}>
        {shortNumber(node.totals.events)}
        {parent && <Delta text={delta(parent.totals.events, node.totals.events)} />}
      </td>
      <td className={`${number} hidden py-1.5 sm:table-cell`} title={exactNumber(tokens)}>
        {shortNumber(tokens)}
        {parent && <Delta text={delta(tokensOf(parent.totals), tokens)} />}
      </td>
      <td className="py-1 pr-3 max-sm:hidden">{actions}</td>
    </tr>
  );
}

function Delta({ text }: { text: string }) {
  return (
    <span className="block text-11 text-text-3">
      <span className="sr-only">against the parent: </span>
      {text}
    </span>
  );
}
