'use client';

import { Rows3, Text } from 'lucide-react';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { IconButton } from '@/components/ui/icon-button';
import { useShortcuts } from '@/components/ui/shortcuts';
import type { EventLook } from './event-list';

/** Rows of their own height have to be measured: beyond this many events a trace opens with one line each. */
const transcriptLimit = 5000;

/** The look in the address; without one, a transcript where the trace is not too long for it. */
export function useLook(events: number) {
  const [view, setView] = useQueryState('view', parseAsStringLiteral(['transcript', 'lines']));
  const look: EventLook = view ?? (events > transcriptLimit ? 'lines' : 'transcript');
  const setLook = (next: EventLook): void => void setView(next);
  useShortcuts(
    {
      v: {
        label: 'Transcript or lines',
        run: () => setLook(look === 'lines' ? 'transcript' : 'lines'),
      },
    },
    { group: 'Trace' },
  );
  return { look, setLook };
}

export function LookSwitch({
  look,
  onLook,
}: {
  look: EventLook;
  onLook: (look: EventLook) => void;
}) {
  const glyph = { size: 14, strokeWidth: 1.5, 'aria-hidden': true } as const;
  return (
    <div className="flex gap-1 border-line border-l pl-2">
      <IconButton
        label="Transcript"
        keys="v"
        pressed={look === 'transcript'}
        glyph={<Text {...glyph} />}
        onClick={() => onLook('transcript')}
      />
      <IconButton
        label="One line each"
        keys="v"
        pressed={look === 'lines'}
        glyph={<Rows3 {...glyph} />}
        onClick={() => onLook('lines')}
      />
    </div>
  );
}
