import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { classes } from './classes';

const tones = {
  note: { Glyph: Info, word: 'Note', edge: 'border-l-text-3', text: 'text-text-2' },
  warn: { Glyph: TriangleAlert, word: 'Warning', edge: 'border-l-warn', text: 'text-warn' },
  error: { Glyph: CircleAlert, word: 'Error', edge: 'border-l-bad', text: 'text-bad' },
};

interface CalloutProps {
  tone?: keyof typeof tones;
  /** What happened. */
  title: ReactNode;
  /** What was kept. */
  kept?: ReactNode;
  /** What to do. */
  next?: ReactNode;
  actions?: ReactNode;
  /** Appeared while the reader was here: said at once (error) or when there is a pause. */
  live?: boolean;
  children?: ReactNode;
}

/** What happened · what was kept · what to do. */
export function Callout({
  tone = 'note',
  title,
  kept,
  next,
  actions,
  live,
  children,
}: CalloutProps) {
  const { Glyph, word, edge, text } = tones[tone];
  return (
    <div
      role={live ? (tone === 'error' ? 'alert' : 'status') : undefined}
      className={classes('flex gap-2 border-line border-y border-r border-l-[3px] px-3 py-2', edge)}
    >
      <Glyph
        size={14}
        strokeWidth={1.5}
        aria-hidden
        className={classes('mt-[3px] shrink-0', text)}
      />
      <div className="min-w-0 flex-1 [overflow-wrap:anywhere]">
        <p className="font-medium">
          <span className="sr-only">{word}: </span>
          {title}
        </p>
        {kept && <p className="text-text-2">{kept}</p>}
        {next && <p className="text-text-2">{next}</p>}
        {children}
        {actions && <div className="mt-2 flex flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  );
}
