'use client';

import { useId } from 'react';

interface SegmentsProps<Value extends string> {
  /** What is chosen, for a screen reader. */
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  options: readonly { value: Value; label: string }[];
}

/** One of a few, side by side. */
export function Segments<Value extends string>({
  label,
  value,
  onChange,
  options,
}: SegmentsProps<Value>) {
  const name = useId();
  return (
    <fieldset className="flex">
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          className="-ml-px flex min-h-6 cursor-pointer items-center border border-line-strong px-2 text-12 first-of-type:ml-0 first-of-type:rounded-l-4 last-of-type:rounded-r-4 has-checked:z-10 has-checked:bg-select-tint has-checked:font-medium has-checked:text-text-1 has-focus-visible:outline-2 has-focus-visible:outline-select"
        >
          <input
            type="radio"
            name={name}
            className="sr-only"
            checked={value === option.value}
            onChange={() => onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}
