import { KindGlyph } from '@/components/ui/kind-glyph';
import type { OutlineRow } from '@/lib/trace/outline';
import { rowName } from '@/lib/view/event-words';
import type { LivePair } from '@/lib/view/live-pairs';
import { plainLine } from '@/lib/view/plain-line';

/** An event of the branch, whether it is the parent's too, and the parent's. */
export function LivePairRow({ pair, first }: { pair: LivePair; first: boolean }) {
  return (
    <tr className={`border-line border-t ${first ? 'bg-diverge-tint' : ''}`}>
      <Cell row={pair.own} />
      <td className={`text-center font-mono ${first ? 'font-semibold text-diverge' : ''}`}>
        <span title={first ? 'first difference' : pair.same ? 'same' : 'differs'} aria-hidden>
          {pair.same ? '=' : '≠'}
        </span>
        <span className="sr-only">
          {first ? 'first difference' : pair.same ? 'same' : 'differs'}
        </span>
      </td>
      <Cell row={pair.parent} />
    </tr>
  );
}

function Cell({ row }: { row: OutlineRow | null }) {
  if (!row)
    return (
      <td className="px-3 text-text-3">
        <span aria-hidden>–</span>
        <span className="sr-only">none</span>
      </td>
    );
  return (
    <td className="px-3 py-0.5">
      <span className="flex min-w-0 items-center gap-2">
        <span className="shrink-0 font-mono text-11 text-text-3">#{row.seq}</span>
        <KindGlyph kind={row.kind} role={row.role} />
        <bdi className="shrink-0 truncate font-mono text-text-2">{rowName(row)}</bdi>
        <bdi className="min-w-0 truncate">{plainLine(row.summary)}</bdi>
      </span>
    </td>
  );
}
