import { memo } from 'react';
import { type DensityBucket, type DensityHue, densityHues } from '@/lib/replay/playback/density';

const fills: Record<DensityHue, string> = {
  user: 'fill-user',
  model: 'fill-model',
  tool: 'fill-tool',
  result: 'fill-result',
  state: 'fill-state',
  agent: 'fill-agent',
  log: 'fill-log',
};

/** Height of the bars, in units of the drawing. */
const high = 24;

/**
 * The recording at a glance: a bar per column, as high as there are events in it (by their order of magnitude), in the
 * hues of their kinds; above it errors and forks, below it what was found. Decoration: the same is told in words.
 */
export const DensityStrip = memo(function DensityStrip({
  buckets,
  matched,
}: {
  buckets: readonly DensityBucket[];
  /** Columns that hold a match. */
  matched: readonly number[];
}) {
  const count = buckets.length;
  const place = (index: number): string => `${((index + 0.5) / count) * 100}%`;
  return (
    <>
      <svg
        aria-hidden
        viewBox={`0 0 ${count} ${high}`}
        preserveAspectRatio="none"
        className="absolute inset-x-0 top-2.5 bottom-1.5 h-6 w-full"
      >
        {pathsOf(buckets).map(([hue, path]) => (
          <path key={hue} d={path} className={fills[hue]} />
        ))}
      </svg>
      <svg aria-hidden className="absolute inset-0 size-full overflow-visible">
        {buckets.map(
          ({ errors, forks, first }, index) =>
            (errors > 0 || forks > 0) && (
              <svg aria-hidden key={first} x={place(index)} y={0} className="overflow-visible">
                {errors > 0 && <path d="M0 1 L3.5 7.5 L-3.5 7.5 Z" className="fill-bad" />}
                {forks > 0 && (
                  <path
                    d={errors > 0 ? branch(7) : branch(0)}
                    className="fill-none stroke-diverge-mark"
                    strokeWidth={1.5}
                  />
                )}
              </svg>
            ),
        )}
        {matched.map((index) => (
          <svg aria-hidden key={index} x={place(index)} y="100%" className="overflow-visible">
            <path d="M0 -5 V0" className="stroke-select" strokeWidth={2} />
          </svg>
        ))}
      </svg>
    </>
  );
});

/** A line that forks once, beside the place it belongs to where that is taken. */
const branch = (x: number): string => `M${x} 9 V1 M${x} 6 L${x + 4} 2.5`;

/** One path per hue: a strip of 400 columns is 7 elements, not 2,800. */
function pathsOf(buckets: readonly DensityBucket[]): [DensityHue, string][] {
  const most = Math.log1p(Math.max(1, ...buckets.map(({ total }) => total)));
  const width = buckets.length <= 120 ? 0.86 : 1;
  const paths = new Map<DensityHue, string>();
  buckets.forEach(({ total, hues }, index) => {
    if (total === 0) return;
    // Never so low that a single event could not be seen.
    const height = high * Math.max(0.3, Math.log1p(total) / most);
    let y = high;
    densityHues.forEach((hue, at) => {
      const part = ((hues[at] ?? 0) / total) * height;
      if (part === 0) return;
      y -= part;
      const bar = `M${index} ${round(y)}h${width}v${round(part)}h-${width}z`;
      paths.set(hue, (paths.get(hue) ?? '') + bar);
    });
  });
  return [...paths];
}

const round = (value: number): number => Math.round(value * 100) / 100;
