'use client';

import { useMemo, useState } from 'react';
import { traceSource } from '@/components/data/trace-source';
import { useLoadedPages, useOutline } from '@/components/data/use-outline';
import { Button } from '@/components/ui/button';
import { KindGlyph } from '@/components/ui/kind-glyph';
import type { TraceDetail } from '@/lib/api/trace-contract';
import type { OutlineRow } from '@/lib/trace/outline';
import { counted } from '@/lib/view/format-number';
import { livePairs } from '@/lib/view/live-pairs';
import { plainLine } from '@/lib/view/plain-line';

/** The newest ones are what a reader follows. */
const most = 200;

/** What the branch does, beside what its parent did there; the first difference is marked. */
export function LiveColumn({ detail, parentId }: { detail: TraceDetail; parentId: string }) {
  const [open, setOpen] = useState(false);
  return (
    <section aria-label="Beside the parent" className="border-line border-t">
      <div className="flex items-center px-3 py-1">
        <Button look="ghost" aria-expanded={open} onClick={() => setOpen(!open)}>
          Beside the parent
        </Button>
      </div>
      {open && <Pairs detail={detail} parentId={parentId} />}
    </section>
  );
}

function Pairs({ detail, parentId }: { detail: TraceDetail; parentId: string }) {
  const own = useMemo(() => traceSource(detail.id), [detail.id]);
  const theirs = useMemo(() => traceSource(parentId), [parentId]);
  const parent = useOutline(theirs);
  const pages = useLoadedPages(own);
  const { pairs, first } = useMemo(
    () =>
      livePairs(
        parent.rows,
        (pages ?? []).flatMap(({ rows }) => rows),
        detail.forkSeq ?? -1,
      ),
    [parent.rows, pages, detail.forkSeq],
  );
  const from = Math.max(0, pairs.length - most);
  if (pairs.length === 0)
    return <p className="px-3 pb-2 text-12 text-text-3">Nothing has come yet.</p>;
  return (
    <>
      {from > 0 && (
        <p className="px-3 text-12 text-text-3">
          The newest {most} of {counted(pairs.length, 'row')}.
        </p>
      )}
      <table className="w-full table-fixed border-collapse text-12">
        <thead>
          <tr className="text-left text-text-3">
            <th scope="col" className="px-3 font-medium">
              This branch
            </th>
            <th scope="col" className="w-6">
              <span className="sr-only">Same or not</span>
            </th>
            <th scope="col" className="px-2 font-medium">
              Parent
            </th>
          </tr>
        </thead>
        <tbody>
          {pairs.slice(from).map((pair, at) => (
            <tr
              key={`${pair.own?.seq ?? 'x'} ${pair.parent?.seq ?? 'x'}`}
              className={`border-line border-t ${from + at === first ? 'bg-diverge-tint' : ''}`}
            >
              <Cell row={pair.own} />
              <td className="text-center font-mono">
                <span title={pair.same ? 'same' : 'differs'} aria-hidden>
                  {pair.same ? '=' : '≠'}
                </span>
                <span className="sr-only">
                  {from + at === first ? 'first difference' : pair.same ? 'same' : 'differs'}
                </span>
              </td>
              <Cell row={pair.parent} />
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function Cell({ row }: { row: OutlineRow | null }) {
  if (!row) return <td className="px-3 text-text-3">–</td>;
  return (
    <td className="px-3 py-0.5">
      <span className="flex min-w-0 items-center gap-2">
        <span className="shrink-0 font-mono text-11 text-text-3">#{row.seq}</span>
        <KindGlyph kind={row.kind} role={row.role} />
        <bdi className="min-w-0 truncate">{plainLine(row.summary)}</bdi>
      </span>
    </td>
  );
}
