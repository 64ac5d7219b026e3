import { Bookmark, GitCompare, GitFork } from 'lucide-react';
import Link from 'next/link';
import { forkWords } from '@/components/lineage/fork-words';
import { buttonClasses } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { OutcomeMark } from '@/components/workbench/trace-bar';
import { dash, delta, exactNumber, shortNumber } from '@/lib/view/format-number';
import { tokensOf } from '@/lib/view/tokens-of';
import { sharedDiffLink, sharedTraceLink } from './shared-place';
import type { PlacedTrace } from './shared-tree-order';

/** Deeper than this the indent stops growing. */
const deepest = 12;

const glyph = { size: 14, strokeWidth: 1.5, 'aria-hidden': true } as const;

interface SharedTreeRowProps {
  token: string;
  placed: PlacedTrace;
  /** Side of the trace that others are compared with. */
  marked: string | null;
  onMark: (side: string | null) => void;
}

export function SharedTreeRow({
  token,
  placed: { trace, level, parent },
  marked,
  onMark,
}: SharedTreeRowProps) {
  const isMarked = marked === trace.side;
  const fork = forkWords(trace);
  const tokens = tokensOf(trace.totals);
  const number = 'px-2 py-1.5 text-right font-mono tabular-nums whitespace-nowrap sm:px-3';
  const diffWith = (side: string, words: string) => (
    <Link href={sharedDiffLink(token, side, trace.side)} className={buttonClasses()}>
      <GitCompare {...glyph} />
      {words}
    </Link>
  );
  const diff = (
    <span className="flex flex-wrap items-center gap-1 sm:justify-end">
      {marked !== null &&
        !isMarked &&
        marked !== parent?.side &&
        diffWith(marked, 'Diff with marked')}
      {parent && diffWith(parent.side, 'Diff with parent')}
      <IconButton
        label={`Mark ${trace.name} to compare others with it`}
        pressed={isMarked}
        glyph={<Bookmark {...glyph} />}
        onClick={() => onMark(isMarked ? null : trace.side)}
      />
    </span>
  );
  return (
    <tr className="border-line border-b align-top hover:bg-surface-1">
      <th scope="row" className="max-w-[56ch] py-1 pr-3 font-normal sm:min-w-56">
        <span
          className="flex flex-col items-start"
          style={{ paddingLeft: 12 + (Math.min(level, deepest) - 1) * 20 }}
        >
          <span className="sr-only">Level {level}: </span>
          <Link
            href={sharedTraceLink(token, trace.side)}
            className="flex min-h-6 min-w-0 max-w-full items-center text-13 hover:underline"
          >
            <bdi className="truncate">{trace.name}</bdi>
          </Link>
          {fork && (
            <span className="flex min-w-0 items-start gap-1 text-12 text-text-2">
              <GitFork {...glyph} className="mt-0.5 shrink-0 text-diverge" />
              <span className="min-w-0 [overflow-wrap:anywhere]">
                <bdi>{fork.edits}</bdi> <span className="text-text-3">{fork.at}</span>
              </span>
            </span>
          )}
          <span className="sm:hidden">{diff}</span>
        </span>
      </th>
      <td className="px-2 py-1.5 sm:px-3">
        <OutcomeMark outcome={trace.outcome} />
      </td>
      <td className="hidden max-w-[24ch] truncate px-2 py-1.5 text-text-2 sm:px-3 md:table-cell">
        <bdi className="font-mono">{trace.totals.models.join(', ') || dash}</bdi>
      </td>
      <td className={number} title={exactNumber(trace.totals.events)}>
        {shortNumber(trace.totals.events)}
        {parent && <Delta text={delta(parent.totals.events, trace.totals.events)} />}
      </td>
      <td className={`${number} hidden sm:table-cell`} title={exactNumber(tokens)}>
        {shortNumber(tokens)}
        {parent && <Delta text={delta(tokensOf(parent.totals), tokens)} />}
      </td>
      <td className="py-1 pr-3 text-right max-sm:hidden">{diff}</td>
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
