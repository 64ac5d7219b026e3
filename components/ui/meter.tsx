interface MeterProps {
  label: string;
  /** null: not known, and nothing is drawn. */
  value: number | null;
  most: number;
  /** The same in words. */
  words: string;
}

/** How much of something limited is used: from four fifths on it warns, beyond all of it it is red. */
export function Meter({ label, value, most, words }: MeterProps) {
  if (value === null || most <= 0) return null;
  const part = Math.max(0, value / most);
  return (
    // biome-ignore lint/a11y/useSemanticElements: browsers draw a meter in colours of their own, white on dark.
    <span
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={most}
      aria-valuenow={Math.min(value, most)}
      aria-valuetext={words}
      className="inline-block h-1.5 w-10 shrink-0 bg-surface-3 outline outline-line-strong"
    >
      <span
        className={`block h-full forced-color-adjust-none ${part > 1 ? 'bg-bad' : part >= 0.8 ? 'bg-warn' : 'bg-text-2'}`}
        style={{ width: `${Math.min(1, part) * 100}%` }}
      />
    </span>
  );
}
