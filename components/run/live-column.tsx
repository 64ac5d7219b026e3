'use client';

import { GitCompare } from 'lucide-react';
import Link from 'next/link';
import { useEffect, useMemo, useRef } from 'react';
import { traceSource } from '@/components/data/trace-source';
import { useLoadedPages, useOutline } from '@/components/data/use-outline';
import type { TraceDetail } from '@/lib/api/trace-contract';
import { counted } from '@/lib/view/format-number';
import { diffLink } from '@/lib/view/links';
import { livePairs } from '@/lib/view/live-pairs';
import { LivePairRow } from './live-pair-row';

/** The newest ones are what a reader follows. */
const most = 200;

/** What the branch does, beside what its parent did there; the first difference is marked. */
export function LiveColumn({
  detail,
  parentId,
  ended,
}: {
  detail: TraceDetail;
  parentId: string;
  /** Nothing more comes: the diff has it all. */
  ended: boolean;
}) {
  const own = useMemo(() => traceSource(detail.id), [detail.id]);
  const theirs = useMemo(() => traceSource(parentId), [parentId]);
  const parent = useOutline(theirs);
  const pages = useLoadedPages(own);
  const { pairs, first } = useMemo(
    () =>
      // Against half a parent everything would seem to differ.
      parent.complete
        ? livePairs(
            parent.rows,
            (pages ?? []).flatMap(({ rows }) => rows),
            detail.forkSeq ?? -1,
          )
        : { pairs: [], first: null },
    [parent.rows, parent.complete, pages, detail.forkSeq],
  );
  const box = useRef<HTMLElement>(null);
  const atEnd = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: more rows make it longer
  useEffect(() => {
    if (box.current && atEnd.current) box.current.scrollTop = box.current.scrollHeight;
  }, [pairs.length]);
  const from = Math.max(0, pairs.length - most);
  const differs = first === null ? undefined : pairs[first];
  return (
    <section
      ref={box}
      aria-label="Beside the parent"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard.
      tabIndex={0}
      className="max-h-60 shrink-0 overflow-y-auto border-line border-t"
      onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
        atEnd.current = scrollHeight - scrollTop - clientHeight < 24;
      }}
    >
      <p className="flex flex-wrap items-center gap-x-3 px-3 py-1 text-12 text-text-2">
        {parent.error
          ? `The parent could not be loaded: ${parent.error.message}`
          : !parent.complete
            ? 'Loading the parent…'
            : pairs.length === 0
              ? 'Nothing has come yet.'
              : differs === undefined
                ? 'The same as the parent so far.'
                : differs.own
                  ? `It first differs at #${differs.own.seq}.`
                  : `It first differs by leaving out #${differs.parent?.seq} of the parent.`}
        {from > 0 && ` The newest ${most} of ${counted(pairs.length, 'row')}.`}
        {ended && (
          <Link
            href={diffLink(parentId, detail.id)}
            className="inline-flex min-h-6 items-center gap-1 text-diverge underline"
          >
            <GitCompare size={14} strokeWidth={1.5} aria-hidden />
            Open the whole diff
          </Link>
        )}
      </p>
      {pairs.length > 0 && (
        <table className="w-full table-fixed border-collapse text-12">
          <thead>
            <tr className="text-left text-text-3">
              <th scope="col" className="px-3 font-medium">
                This branch
              </th>
              <th scope="col" className="w-6">
                <span className="sr-only">Same or not</span>
              </th>
              <th scope="col" className="px-3 font-medium">
                Parent
              </th>
            </tr>
          </thead>
          <tbody>
            {pairs.slice(from).map((pair, at) => (
              <LivePairRow
                key={`${pair.own?.seq ?? 'x'} ${pair.parent?.seq ?? 'x'}`}
                pair={pair}
                first={from + at === first}
              />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
