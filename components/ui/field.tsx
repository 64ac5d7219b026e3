'use client';

import { type ComponentProps, type ReactNode, useId } from 'react';
import { classes } from './classes';

/** What a control has to carry so that its label, hint and error belong to it. */
export interface FieldControl {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
}

interface FieldProps {
  label: string;
  hint?: ReactNode;
  /** What is wrong and what to do; said as soon as it appears. */
  error?: ReactNode;
  /** The label is for screen readers only: what stands around says the same. */
  labelHidden?: boolean;
  className?: string;
  children: (control: FieldControl) => ReactNode;
}

export function Field({ label, hint, error, labelHidden, className, children }: FieldProps) {
  const id = useId();
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean);
  return (
    <div className={classes('flex min-w-0 flex-col gap-1', className)}>
      <label htmlFor={id} className={labelHidden ? 'sr-only' : 'font-medium text-12 text-text-2'}>
        {label}
      </label>
      {children({
        id,
        'aria-describedby': described.length > 0 ? described.join(' ') : undefined,
        'aria-invalid': error ? true : undefined,
      })}
      {hint && (
        <p id={`${id}-hint`} className="text-12 text-text-3">
          {hint}
        </p>
      )}
      <div role="alert" className="empty:hidden">
        {error && (
          <p id={`${id}-error`} className="text-12 text-bad">
            {error}
          </p>
        )}
      </div>
    </div>
  );
}

const control =
  'w-full min-w-0 rounded-4 border border-line-strong bg-surface-0 px-2 text-text-1 aria-invalid:border-bad disabled:bg-surface-1 disabled:text-text-3';

export function TextInput({ className, ...rest }: ComponentProps<'input'>) {
  return <input className={classes(control, 'h-8 text-13', className)} {...rest} />;
}

/** Grows with what is typed as far as `max-height` allows. */
export function Textarea({ className, ...rest }: ComponentProps<'textarea'>) {
  return (
    <textarea
      dir="auto"
      className={classes(
        control,
        'field-sizing-content max-h-96 min-h-16 resize-y py-1.5 font-mono text-12',
        className,
      )}
      {...rest}
    />
  );
}

/** The browser's own: complete by keyboard, at home on every device. */
export function Select({ className, children, ...rest }: ComponentProps<'select'>) {
  return (
    <select className={classes(control, 'h-8 text-13', className)} {...rest}>
      {children}
    </select>
  );
}
