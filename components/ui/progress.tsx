interface ProgressProps {
  /** What is going on: "Reading refund.jsonl". */
  label: string;
  /** 0 to 1; null while nobody knows how much there is. */
  value: number | null;
  /** The same in words: "4.1 of 15.7 MB". */
  detail?: string;
}

export function Progress({ label, value, detail }: ProgressProps) {
  const percent = value === null ? null : Math.round(Math.min(1, Math.max(0, value)) * 100);
  return (
    <div className="flex flex-col gap-1">
      <div className="flex justify-between gap-4 text-12">
        <span className="min-w-0 truncate text-text-2">{label}</span>
        <span className="shrink-0 text-text-3">
          {detail ?? (percent === null ? 'working' : `${percent} %`)}
        </span>
      </div>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent ?? undefined}
        aria-valuetext={detail}
        className="h-1 bg-surface-3 outline outline-transparent"
      >
        <div
          className="h-full bg-select forced-color-adjust-none"
          style={{
            width: percent === null ? '100%' : `${percent}%`,
            opacity: percent === null ? 0.4 : 1,
          }}
        />
      </div>
    </div>
  );
}
