'use client';

import { ArrowDown, ArrowUp, GitFork, Pin, Trash2 } from 'lucide-react';
import Link from 'next/link';
import { parseAsBoolean, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { IconButton } from '@/components/ui/icon-button';
import { OutcomeMark } from '@/components/workbench/trace-bar';
import type { TraceSummary } from '@/lib/api/trace-contract';
import { cost, dash, exactNumber, shortNumber } from '@/lib/view/format-number';
import { ago, clockTime } from '@/lib/view/format-time';
import { traceLink } from '@/lib/view/links';
import { tokensOf } from '@/lib/view/tokens-of';
import { MarkMenu } from './mark-menu';
import { type SortKey, sortKeys, sortTraces } from './sort-traces';

const columns: { key: SortKey; title: string; numeric?: boolean; wide?: boolean }[] = [
  { key: 'name', title: 'Name' },
  { key: 'outcome', title: 'Outcome' },
  { key: 'format', title: 'Format', wide: true },
  { key: 'events', title: 'Events', numeric: true, wide: true },
  { key: 'model', title: 'Models', wide: true },
  { key: 'tokens', title: 'Tokens', numeric: true, wide: true },
  { key: 'cost', title: 'Cost', numeric: true, wide: true },
  { key: 'branches', title: 'Forks', numeric: true, wide: true },
  { key: 'imported', title: 'Imported', wide: true },
];

export function TraceTable({
  items,
  now,
  onDelete,
}: {
  items: readonly TraceSummary[];
  now: number;
  onDelete: (trace: TraceSummary) => void;
}) {
  const [{ sort, up }, setSort] = useQueryStates({
    sort: parseAsStringLiteral(sortKeys).withDefault('imported'),
    up: parseAsBoolean.withDefault(false),
  });
  return (
    <div className="overflow-x-auto">
      <table className="w-full border-collapse text-left text-12">
        <thead>
          <tr className="border-line border-b">
            {columns.map(({ key, title, numeric, wide }) => (
              <th
                key={key}
                scope="col"
                aria-sort={sort === key ? (up ? 'ascending' : 'descending') : undefined}
                className={`px-3 py-0 font-medium text-text-3 ${numeric ? 'text-right' : ''} ${wide ? 'hidden md:table-cell' : ''}`}
              >
                <button
                  type="button"
                  className={`inline-flex min-h-7 items-center gap-1 hover:text-text-1 ${sort === key ? 'text-text-1' : ''}`}
                  onClick={() =>
                    void setSort({ sort: key, up: sort === key ? !up : key === 'name' })
                  }
                >
                  {title}
                  {sort === key && <SortGlyph up={up} />}
                </button>
              </th>
            ))}
            <th scope="col" className="w-16">
              <span className="sr-only">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {sortTraces(items, sort, up).map((trace) => (
            <Row key={trace.id} trace={trace} now={now} onDelete={onDelete} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function SortGlyph({ up }: { up: boolean }) {
  const Glyph = up ? ArrowUp : ArrowDown;
  return <Glyph size={12} strokeWidth={1.5} aria-hidden />;
}

function Row({
  trace,
  now,
  onDelete,
}: {
  trace: TraceSummary;
  now: number;
  onDelete: (trace: TraceSummary) => void;
}) {
  const { totals } = trace;
  const imported = Date.parse(trace.createdAt);
  const number = 'px-3 text-right font-mono tabular-nums';
  return (
    <tr className="h-8 border-line border-b hover:bg-surface-1">
      <td className="max-w-[calc(100vw-150px)] px-3 md:max-w-[44ch]">
        <Link
          href={traceLink(trace.id)}
          className="flex min-h-6 items-center gap-1.5 text-13 hover:underline"
        >
          {trace.parentId && (
            <GitFork
              size={14}
              strokeWidth={1.5}
              className="shrink-0 text-diverge"
              aria-label="branch"
            />
          )}
          {trace.pinned && (
            <Pin size={14} strokeWidth={1.5} className="shrink-0 text-text-3" aria-label="pinned" />
          )}
          <bdi className="truncate">{trace.name}</bdi>
        </Link>
      </td>
      <td className="px-3">
        <OutcomeMark outcome={trace.outcome} />
      </td>
      <td className="hidden whitespace-nowrap px-3 text-text-2 md:table-cell">
        {trace.formatTitle}
      </td>
      <td className={`${number} hidden md:table-cell`}>{exactNumber(totals.events)}</td>
      <td
        className="hidden max-w-[28ch] truncate px-3 text-text-2 md:table-cell"
        title={totals.models.join(', ')}
      >
        <bdi className="font-mono">{totals.models.join(', ') || dash}</bdi>
      </td>
      <td className={`${number} hidden md:table-cell`} title={exactNumber(tokensOf(totals))}>
        {shortNumber(tokensOf(totals))}
      </td>
      <td className={`${number} hidden md:table-cell`}>{cost(totals.costUsd)}</td>
      <td className={`${number} hidden md:table-cell`}>
        {trace.branches === 0 ? dash : trace.branches}
      </td>
      <td
        className="hidden whitespace-nowrap px-3 text-text-2 md:table-cell"
        title={clockTime(imported)}
      >
        {ago(imported, Math.max(now, imported))}
      </td>
      <td className="whitespace-nowrap pr-2">
        <MarkMenu trace={trace} />
        <IconButton
          label={`Delete ${trace.name}`}
          glyph={<Trash2 size={14} strokeWidth={1.5} aria-hidden />}
          onClick={() => onDelete(trace)}
        />
      </td>
    </tr>
  );
}
