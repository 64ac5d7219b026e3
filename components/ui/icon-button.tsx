'use client';

import type { ComponentProps, ReactNode } from 'react';
import { classes } from './classes';
import { Tooltip } from './tooltip';

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  /** What it does, in words: its accessible name and its tooltip. */
  label: string;
  glyph: ReactNode;
  keys?: string;
  /** For a button that stays pressed. */
  pressed?: boolean;
}

/** A verb that is only a glyph, 24 × 24; the words and the keys stand in its tooltip. */
export function IconButton({ label, glyph, keys, pressed, className, ...rest }: IconButtonProps) {
  return (
    <Tooltip content={label} keys={keys}>
      <button
        type="button"
        aria-label={label}
        aria-pressed={pressed}
        aria-keyshortcuts={
          keys && !keys.includes(' ') ? keys.replace('$mod', 'Control') : undefined
        }
        className={classes(
          'inline-flex size-6 shrink-0 items-center justify-center rounded-4 text-text-2 transition-colors',
          'hover:bg-surface-2 hover:text-text-1 active:bg-surface-3 aria-pressed:bg-surface-3 aria-pressed:text-text-1',
          'disabled:pointer-events-none disabled:text-text-3',
          className,
        )}
        {...rest}
      >
        {glyph}
      </button>
    </Tooltip>
  );
}
