'use client';

import { ArrowDown, ArrowUp, GitFork, Pin, Trash2 } from 'lucide-react';
import Link from 'next/link';
import { parseAsBoolean, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { IconButton } from '@/components/ui/icon-button';
import { OutcomeMark } from '@/components/workbench/trace-bar';
import type { TraceSummary } from '@/lib/api/trace-contract';
import { byteSize, cost, dash, exactNumber, shortNumber } from '@/lib/view/format-number';
import { ago, clockTime } from '@/lib/view/format-time';
import { traceLink } from '@/lib/view/links';
import { plainLine } from '@/lib/view/plain-line';
import { tokensOf } from '@/lib/view/tokens-of';
import { MarkMenu } from './mark-menu';
import { ShortHash } from './short-hash';
import { type SortKey, sortKeys, sortTraces, sortValue } from './sort-traces';

/** A phone shows names and outcomes; where a run came from needs a wide window. */
const room = {
  some: 'hidden md:table-cell',
  more: 'hidden lg:table-cell',
  most: 'hidden min-[1400px]:table-cell',
} as const;

interface Column {
  key: SortKey;
  title: string;
  numeric?: boolean;
  /** Where there is room for it; without this everywhere. */
  room?: string;
}

const columns: readonly Column[] = [
  { key: 'name', title: 'Name' },
  { key: 'outcome', title: 'Outcome' },
  { key: 'format', title: 'Format', room: room.most },
  { key: 'events', title: 'Events', numeric: true, room: room.some },
  { key: 'model', title: 'Models', room: room.some },
  { key: 'tokens', title: 'Tokens', numeric: true, room: room.some },
  { key: 'cost', title: 'Cost', numeric: true, room: room.some },
  { key: 'size', title: 'Size', numeric: true, room: room.more },
  { key: 'source', title: 'Branch', room: room.more },
  { key: 'commit', title: 'Commit', room: room.more },
  { key: 'config', title: 'Config', room: room.more },
  { key: 'branches', title: 'Forks', numeric: true, room: room.some },
  { key: 'imported', title: 'Imported', room: room.some },
];

/** Columns that only stand there where a trace has what they show. */
const optional: readonly SortKey[] = ['source', 'commit', 'config'];

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
  const shown = columns.filter(
    ({ key }) => !optional.includes(key) || items.some((trace) => sortValue(trace, key) !== null),
  );
  const has = (key: SortKey): boolean => shown.some((column) => column.key === key);
  return (
    <div className="min-w-0 overflow-x-auto">
      <table className="w-full border-collapse text-left text-12">
        <thead>
          <tr className="border-line border-b">
            {shown.map(({ key, title, numeric, room }) => (
              <th
                key={key}
                scope="col"
                aria-sort={sort === key ? (up ? 'ascending' : 'descending') : undefined}
                className={`${key === 'name' ? 'px-3' : 'px-2'} py-0 font-medium text-text-3 ${numeric ? 'text-right' : ''} ${room ?? ''}`}
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
            <Row key={trace.id} {...{ trace, now, onDelete, has }} />
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
  has,
}: {
  trace: TraceSummary;
  now: number;
  onDelete: (trace: TraceSummary) => void;
  /** Whether a column is there. */
  has: (key: SortKey) => boolean;
}) {
  const { totals, origin, uploadBytes } = trace;
  const imported = Date.parse(trace.createdAt);
  const number = 'whitespace-nowrap px-2 text-right font-mono tabular-nums';
  return (
    <tr className="h-8 border-line border-b hover:bg-surface-1">
      <td className="max-w-[calc(100vw-176px)] px-3 md:max-w-[30ch] lg:max-w-[40ch]">
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
      <td className="px-2 md:whitespace-nowrap">
        <OutcomeMark outcome={trace.outcome} />
      </td>
      <td
        className={`max-w-[22ch] truncate px-2 text-text-2 ${room.most}`}
        title={trace.formatTitle}
      >
        {trace.formatTitle}
      </td>
      <td className={`${number} hidden md:table-cell`}>{exactNumber(totals.events)}</td>
      <td
        className="hidden max-w-[22ch] truncate px-2 text-text-2 md:table-cell"
        title={totals.models.join(', ')}
      >
        <bdi className="font-mono">{totals.models.join(', ') || dash}</bdi>
      </td>
      <td className={`${number} hidden md:table-cell`} title={exactNumber(tokensOf(totals))}>
        {shortNumber(tokensOf(totals))}
      </td>
      <td className={`${number} hidden md:table-cell`}>{cost(totals.costUsd)}</td>
      <td
        className={`${number} ${room.more}`}
        title={uploadBytes === null ? undefined : `${exactNumber(uploadBytes)} bytes of upload`}
      >
        {uploadBytes === null ? dash : byteSize(uploadBytes)}
      </td>
      {has('source') && (
        <td className={`max-w-[16ch] truncate px-2 text-text-2 ${room.more}`}>
          <bdi className="font-mono" title={origin?.branch}>
            {origin?.branch === undefined ? dash : plainLine(origin.branch)}
          </bdi>
        </td>
      )}
      {has('commit') && (
        <td className={`px-2 ${room.more}`}>
          <ShortHash of="commit" value={origin?.commit ?? null} />
        </td>
      )}
      {has('config') && (
        <td className={`px-2 ${room.more}`}>
          <ShortHash of="config hash" value={origin?.configHash ?? null} />
        </td>
      )}
      <td className={`${number} hidden md:table-cell`}>
        {trace.branches === 0 ? dash : trace.branches}
      </td>
      <td
        className="hidden whitespace-nowrap px-2 text-text-2 md:table-cell"
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
