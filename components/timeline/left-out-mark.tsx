import { CircleSlash2 } from 'lucide-react';
import type { LeftOut } from '@/components/workbench/use-excluded';

/** Said of a row whose event is left out, by hand or with another. */
export const leftOutWords: Record<LeftOut, string> = {
  asked: 'left out',
  along: 'taken along',
};

export function LeftOutMark({ how }: { how: LeftOut }) {
  return (
    <span className="flex shrink-0 items-center gap-1 text-11 text-text-2">
      <CircleSlash2 size={14} strokeWidth={1.5} aria-hidden />
      {leftOutWords[how]}
    </span>
  );
}

/** Its words are struck through: they would not have been. */
export const leftOutLook = 'line-through decoration-text-2';
