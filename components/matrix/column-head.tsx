import { Equal, GitFork } from 'lucide-react';
import type { Endpoint } from '@/lib/api/endpoint-contract';
import type { MatrixColumn } from '@/lib/api/matrix-contract';
import { plainLine } from '@/lib/view/plain-line';
import { askedIn, columnWords, endpointWords } from './matrix-words';

const glyph = { size: 14, strokeWidth: 1.5, 'aria-hidden': true } as const;

/** What a column is: its name, what differs in it, where its model calls go. */
export function ColumnHead({
  column,
  endpoints,
}: {
  column: MatrixColumn;
  endpoints: readonly Endpoint[] | null;
}) {
  const asked = askedIn(column);
  return (
    <span className="flex min-w-0 max-w-[36ch] flex-col">
      <bdi className="font-medium text-13 [overflow-wrap:anywhere]">{plainLine(column.label)}</bdi>
      <span className="flex items-start gap-1 text-text-2">
        {column.control || column.edits.length === 0 ? (
          <Equal {...glyph} className="mt-0.5 shrink-0 text-text-3" />
        ) : (
          <GitFork {...glyph} className="mt-0.5 shrink-0 text-diverge" />
        )}
        <bdi className="min-w-0 [overflow-wrap:anywhere]">{columnWords(column)}</bdi>
      </span>
      {asked !== null && (
        <bdi className="line-clamp-2 text-text-2 [overflow-wrap:anywhere]" title={asked}>
          “{plainLine(asked.replace(/\s+/g, ' ').trim())}”
        </bdi>
      )}
      <bdi className="text-text-3 [overflow-wrap:anywhere]">{endpointWords(column, endpoints)}</bdi>
    </span>
  );
}
