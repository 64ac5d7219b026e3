import { Zap } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { hintWords, type LiveChoice } from './tool-rows';

/** What calling a tool for real means, and whether it is asked for. */
export function LiveNote({ choice, onAskAgain }: { choice: LiveChoice; onAskAgain: () => void }) {
  const { name, hints, asks, approved } = choice;
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1 border-warn border-l-[3px] pl-2 text-12">
      <Zap size={14} strokeWidth={1.5} aria-hidden className="shrink-0 text-warn" />
      <span className="text-text-1">
        Live: touches the world through <bdi>{name}</bdi>.
      </span>
      <span className="text-text-2">
        {hints ? `It says: ${hintWords(hints)}.` : 'Its calls wait for you instead.'}
      </span>
      {hints && (
        <span className="text-text-2">
          {approved
            ? 'Allowed earlier without being asked again.'
            : asks
              ? 'Asks every time.'
              : 'Trusted and read-only: is not asked for.'}
        </span>
      )}
      {approved && <Button onClick={onAskAgain}>Ask again</Button>}
    </div>
  );
}
