import type { ComponentProps, ReactNode } from 'react';
import { classes } from './classes';
import { Kbd } from './kbd';

export type ButtonLook = 'plain' | 'primary' | 'ghost' | 'fork' | 'danger';

const looks: Record<ButtonLook, string> = {
  plain: 'border-line-strong bg-surface-0 text-text-1 hover:bg-surface-2 active:bg-surface-3',
  primary: 'border-text-1 bg-text-1 text-surface-0 hover:bg-text-2 hover:border-text-2',
  ghost: 'border-transparent text-text-2 hover:bg-surface-2 hover:text-text-1 active:bg-surface-3',
  fork: 'border-diverge-mark bg-diverge-tint text-diverge hover:border-diverge',
  danger: 'border-line-strong bg-surface-0 text-bad hover:border-bad hover:bg-bad-tint',
};

export interface ButtonProps extends ComponentProps<'button'> {
  look?: ButtonLook;
  /** `small` stands in bars and rows (24 px), `medium` in forms (32 px). */
  size?: 'small' | 'medium';
  /** A glyph before the words. */
  glyph?: ReactNode;
  /** Keys that do the same, shown as a chip; hidden where there is only touch. */
  keys?: string;
}

/** A verb. Give `aria-disabled` instead of `disabled` where the reason has to be reachable. */
export function Button({
  look = 'plain',
  size = 'small',
  glyph,
  keys,
  className,
  children,
  type = 'button',
  ...rest
}: ButtonProps) {
  return (
    <button
      type={type}
      className={classes(buttonClasses(look, size), className)}
      aria-keyshortcuts={keys && !keys.includes(' ') ? keys.replace('$mod', 'Control') : undefined}
      {...rest}
    >
      {glyph}
      {children}
      {keys && <Kbd keys={keys} />}
    </button>
  );
}

/** The same look for a link that stands among buttons. */
export const buttonClasses = (look: ButtonLook = 'plain', size: 'small' | 'medium' = 'small') =>
  classes(
    'inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-4 border font-medium transition-colors',
    'disabled:pointer-events-none disabled:border-line disabled:bg-surface-1 disabled:text-text-3 aria-disabled:text-text-3',
    size === 'small' ? 'h-6 px-2 text-12' : 'h-8 px-3 text-13',
    looks[look],
  );
