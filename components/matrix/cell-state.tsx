import { statusLook } from '@/components/run/status-look';
import type { MatrixCell } from '@/lib/api/matrix-contract';

type Status = MatrixCell['status'];

export const statusWord = (status: Status): string => statusLook[status].word;

/** How the run of a cell stands: a glyph and a word. */
export function CellState({ status }: { status: Status }) {
  const { Glyph, tone, word } = statusLook[status];
  return (
    <span className={`inline-flex items-center gap-1 whitespace-nowrap ${tone}`}>
      <Glyph
        size={14}
        strokeWidth={1.5}
        aria-hidden
        className={`shrink-0 ${status === 'running' ? 'animate-spin' : ''}`}
      />
      {word}
    </span>
  );
}
