import { exactNumber } from '@/lib/view/format-number';
import { axisTicks } from '@/lib/view/lineage-axis';

/** Event numbers above the bars. */
export function AxisHead({ events }: { events: number }) {
  return (
    <span aria-hidden className="relative block h-5 w-full text-11 text-text-3 tabular-nums">
      {axisTicks(events).map((tick) => (
        <span
          key={tick}
          className={`absolute bottom-0 ${tick / events > 0.93 ? '-translate-x-full' : ''} border-line-strong border-l pl-1`}
          style={{ left: `${(100 * tick) / events}%` }}
        >
          {exactNumber(tick)}
        </span>
      ))}
    </span>
  );
}
