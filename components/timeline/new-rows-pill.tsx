import { ArrowDown } from 'lucide-react';
import { exactNumber } from '@/lib/view/format-number';

/** Below what one reads: how much has come meanwhile, and the way there. */
export function NewRowsPill({ count, onEnd }: { count: number; onEnd: () => void }) {
  return (
    <button
      type="button"
      title="Go to the newest event"
      onClick={onEnd}
      className="absolute bottom-2 left-1/2 z-10 inline-flex h-6 -translate-x-1/2 items-center gap-1 rounded-4 border border-select bg-surface-0 px-2 font-medium text-12 text-select hover:bg-select-tint"
    >
      <ArrowDown size={14} strokeWidth={1.5} aria-hidden />
      {exactNumber(count)} new
    </button>
  );
}
