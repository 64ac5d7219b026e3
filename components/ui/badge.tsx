import type { ReactNode } from 'react';
import { classes } from './classes';

export type BadgeTone = 'plain' | 'ok' | 'warn' | 'bad' | 'diverge' | 'select';

const tones: Record<BadgeTone, string> = {
  plain: 'border-line text-text-2',
  ok: 'border-line text-ok',
  warn: 'border-line text-warn',
  bad: 'border-line text-bad',
  diverge: 'border-diverge-mark bg-diverge-tint text-diverge',
  select: 'border-select bg-select-tint text-select',
};

interface BadgeProps {
  tone?: BadgeTone;
  glyph?: ReactNode;
  title?: string;
  children: ReactNode;
}

/** A word that says what something is. The colour never says it alone. */
export function Badge({ tone = 'plain', glyph, title, children }: BadgeProps) {
  return (
    <span
      title={title}
      className={classes(
        'inline-flex h-[18px] shrink-0 items-center gap-1 whitespace-nowrap rounded-4 border px-1 text-11',
        tones[tone],
      )}
    >
      {glyph}
      {children}
    </span>
  );
}
