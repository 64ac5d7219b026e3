import { CircleAlert } from 'lucide-react';
import { KindGlyph } from '@/components/ui/kind-glyph';
import type { OutlineRow } from '@/lib/trace/outline';
import { rowName } from '@/lib/view/event-words';
import { tokens } from '@/lib/view/format-number';

interface HalfProps {
  /** null: this side has no row here. */
  seq: number | null;
  /** undefined while it is on its way. */
  row: OutlineRow | undefined;
  dim: boolean;
  lead?: React.ReactNode;
  /** In a narrow column: what it says goes before what it is. */
  brief?: boolean;
}

/** Where a side has no row; selection is the row's own ground, and nothing covers it. */
export const noRow = 'bg-surface-1 in-aria-selected:bg-transparent';

/** One event on one line. */
export function Half({ seq, row, dim, lead, brief }: HalfProps) {
  if (seq === null) return <span aria-hidden className={noRow} />;
  const words = dim ? 'text-text-3' : 'text-text-1';
  return (
    <span className="flex h-6 min-w-0 flex-1 items-center gap-2 px-2 text-12">
      {lead && <span className="shrink-0">{lead}</span>}
      {!brief && (
        <span className="min-w-6 shrink-0 text-right md:w-10 font-mono text-11 text-text-3 tabular-nums">
          {seq}
        </span>
      )}
      {row ? (
        <>
          <KindGlyph kind={row.kind} role={row.role} />
          <bdi
            className={`shrink-0 truncate font-mono ${brief ? 'max-w-20' : 'max-w-32 lg:w-40 lg:max-w-none'} ${words}`}
          >
            {rowName(row)}
          </bdi>
          <bdi className={`min-w-0 flex-1 truncate ${dim ? 'text-text-3' : 'text-text-2'}`}>
            {row.summary}
          </bdi>
          {row.error && (
            <CircleAlert
              size={14}
              strokeWidth={1.5}
              className="shrink-0 text-bad"
              aria-label="error"
            />
          )}
          {row.outputTokens !== null && !brief && (
            <span className="hidden shrink-0 text-11 text-text-3 tabular-nums lg:inline">
              {tokens(row.outputTokens)}
            </span>
          )}
        </>
      ) : (
        <span className="text-text-3">…</span>
      )}
    </span>
  );
}
