import { memo } from 'react';
import type { DensityBucket } from '@/lib/replay/playback/density';
import { exactNumber } from '@/lib/view/format-number';

const parts = 10;

/** The strip in words, for who cannot see it: ten parts of the recording and what is in them. */
export const DensityTable = memo(function DensityTable({
  buckets,
  matched,
}: {
  buckets: readonly DensityBucket[];
  matched: readonly number[];
}) {
  const size = Math.ceil(buckets.length / parts);
  const rows = Array.from({ length: parts }, (_, part) => {
    const [start, end] = [part * size, (part + 1) * size];
    const inside = buckets.slice(start, end);
    const sum = (of: (bucket: DensityBucket) => number) =>
      inside.reduce((all, bucket) => all + of(bucket), 0);
    return {
      first: inside.find(({ first }) => first !== null)?.first ?? null,
      events: sum(({ total }) => total),
      errors: sum(({ errors }) => errors),
      forks: sum(({ forks }) => forks),
      matched: matched.some((at) => at >= start && at < end),
    };
  }).filter(({ events }) => events > 0);
  return (
    // A table keeps its own size: what is around it hides it.
    <div className="sr-only">
      <table>
        <caption>What is where in the recording</caption>
        <thead>
          <tr>
            <th scope="col">From event</th>
            <th scope="col">Events</th>
            <th scope="col">Errors</th>
            <th scope="col">Forks</th>
            <th scope="col">Matches</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ first, ...row }) => (
            <tr key={first}>
              <th scope="row">{first}</th>
              <td>{exactNumber(row.events)}</td>
              <td>{exactNumber(row.errors)}</td>
              <td>{exactNumber(row.forks)}</td>
              <td>{row.matched ? 'some' : 'none'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
});
