import type { AxisRow } from '@/lib/view/lineage-axis';

const percent = (share: number): string => `${share * 100}%`;

/** The bar of one run on the common axis, its fork, and the edges that come in, go down and pass by. */
export function AxisCell({
  row,
  edits,
  marked,
}: {
  row: AxisRow;
  /** What was edited, written on the edge. */
  edits: string | null;
  marked: boolean;
}) {
  const { from, to, fork, down, pass } = row;
  const isLate = fork !== null && fork > 0.55;
  return (
    <span aria-hidden className="relative block h-full min-h-10 w-full">
      <svg
        aria-hidden
        viewBox="0 0 1 2"
        preserveAspectRatio="none"
        className="absolute inset-0 size-full overflow-visible text-line-strong max-md:hidden"
      >
        {/* One path: hundreds of branches are hundreds of lines in every row that they pass. */}
        <path
          d={[
            ...pass.map((place) => `M${place} 0V2`),
            ...down.map((place) => `M${place} 1V2`),
          ].join('')}
          stroke="currentColor"
          vectorEffect="non-scaling-stroke"
        />
      </svg>
      {fork !== null && (
        <span
          className="absolute top-0 bottom-1/2 w-px -translate-x-1/2 bg-diverge-mark"
          style={{ left: percent(fork) }}
        />
      )}
      <span
        className={`absolute top-1/2 h-1.5 -translate-y-1/2 ${marked ? 'bg-select' : 'bg-text-3'}`}
        style={{ left: percent(from), width: percent(Math.max(to - from, 0)), minWidth: 3 }}
      />
      {fork !== null && (
        <span
          className="absolute top-1/2 size-2 -translate-x-1/2 -translate-y-1/2 rounded-full bg-diverge-mark"
          style={{ left: percent(fork) }}
        />
      )}
      {edits !== null && fork !== null && (
        <span
          className="absolute top-0 truncate px-1 text-11 text-text-2 leading-4"
          style={
            isLate
              ? { right: percent(1 - fork), maxWidth: percent(fork) }
              : { left: percent(fork), maxWidth: percent(1 - fork) }
          }
        >
          <bdi>{edits}</bdi>
        </span>
      )}
    </span>
  );
}
