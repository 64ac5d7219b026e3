'use client';

import { type ReactNode, useId } from 'react';

interface CheckLineProps {
  label: ReactNode;
  hint?: ReactNode;
  checked: boolean;
  /** Some of what it stands for are ticked and some are not. */
  mixed?: boolean;
  disabled?: boolean;
  onChange: (checked: boolean) => void;
}

/** A box to tick, with a word about it. */
export function CheckLine({ label, hint, checked, mixed, disabled, onChange }: CheckLineProps) {
  const id = useId();
  return (
    <div className="flex min-h-6 min-w-0 items-start gap-2">
      <input
        id={id}
        type="checkbox"
        className="mt-[3px] size-[14px] shrink-0"
        checked={checked}
        disabled={disabled}
        aria-describedby={hint ? `${id}-hint` : undefined}
        ref={(box) => {
          if (box) box.indeterminate = mixed ?? false;
        }}
        onChange={(event) => onChange(event.target.checked)}
      />
      <div className="min-w-0">
        <label htmlFor={id} className={disabled ? 'text-text-3' : undefined}>
          {label}
        </label>
        {hint && (
          <p id={`${id}-hint`} className="text-12 text-text-3">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}
