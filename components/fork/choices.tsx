'use client';

import { type ReactNode, useId } from 'react';

interface ChoicesProps<Value extends string> {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  options: readonly { value: Value; label: ReactNode; hint?: ReactNode }[];
}

/** One of several, each with a word on what it means. */
export function Choices<Value extends string>({
  label,
  value,
  onChange,
  options,
}: ChoicesProps<Value>) {
  const name = useId();
  return (
    <fieldset className="flex flex-col">
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <label key={option.value} className="flex min-h-6 items-start gap-2 py-0.5">
          <input
            type="radio"
            name={name}
            className="mt-[3px] size-[14px] shrink-0"
            checked={value === option.value}
            onChange={() => onChange(option.value)}
          />
          <span className="min-w-0">
            {option.label}
            {option.hint && <span className="block text-12 text-text-3">{option.hint}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
