'use client';

import { useQuery } from '@tanstack/react-query';
import { Table2 } from 'lucide-react';
import Link from 'next/link';
import { api } from '@/components/data/api-client';
import { editsWords } from '@/lib/trace/fork-edit';
import { counted } from '@/lib/view/format-number';
import { clockTime } from '@/lib/view/format-time';
import { matrixLink } from '@/lib/view/links';

/** Matrices of a trace, newest first. Draws nothing where it has none. */
export function MatrixList({ traceId, label = 'Matrices' }: { traceId: string; label?: string }) {
  const { data } = useQuery(
    api.matrices.list.queryOptions({ input: { traceId }, staleTime: 2000 }),
  );
  if (!data || data.items.length === 0) return null;
  return (
    <nav aria-label={label} className="border-line border-b py-1">
      <p className="flex min-h-6 items-center px-3 font-medium text-11 text-text-3">
        {label} ({data.items.length})
      </p>
      <ul className="max-h-40 overflow-y-auto">
        {data.items.map(({ id, seq, columns, createdAt }) => {
          const edited = columns.find(({ control }) => !control);
          return (
            <li key={id} title={`Started ${clockTime(Date.parse(createdAt))}`}>
              <Link
                href={matrixLink(id)}
                className="flex min-h-6 items-center gap-1.5 px-3 text-12 hover:bg-surface-2"
              >
                <Table2 size={14} strokeWidth={1.5} aria-hidden className="shrink-0 text-diverge" />
                <span className="shrink-0">
                  at <span className="font-mono">#{seq}</span>, {counted(columns.length, 'variant')}
                </span>
                <bdi className="min-w-0 truncate text-text-3">
                  {editsWords(edited?.edits ?? [])}
                </bdi>
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
