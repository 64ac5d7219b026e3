import { describe, expect, it } from 'vitest';
import { type AxisRun, axisTicks, lineageAxis } from './lineage-axis';

const run = (parent: number | null, forkSeq: number, events: number): AxisRun => ({
  ...{ parent, forkSeq, events },
});

describe('lineageAxis', () => {
  it('puts every run on one axis, from its fork to its end', () => {
    const { events, rows } = lineageAxis([
      run(null, -1, 100),
      run(0, 49, 80),
      run(1, 69, 75),
      run(0, 19, 40),
    ]);
    expect(events).toBe(100);
    expect(rows.map(({ from, to, fork }) => [from, to, fork])).toEqual([
      [0, 1, null],
      [0.5, 0.8, 0.5],
      [0.7, 0.75, 0.7],
      [0.2, 0.4, 0.2],
    ]);
    expect(rows.map(({ down }) => down)).toEqual([[0.5, 0.2], [0.7], [], []]);
    // The edge of the last branch passes those between it and the root.
    expect(rows.map(({ pass }) => pass)).toEqual([[], [0.2], [0.2], []]);
  });

  it('draws branches of one place by one line', () => {
    const { rows } = lineageAxis([
      run(null, -1, 10),
      ...Array.from({ length: 3 }, () => run(0, 4, 8)),
    ]);
    expect(rows.map(({ down }) => down)).toEqual([[0.5], [], [], []]);
    expect(rows.map(({ pass }) => pass)).toEqual([[], [0.5], [0.5], []]);
  });

  it('holds a chain and a broom of ten thousand runs', () => {
    const count = 10_000;
    const chain = lineageAxis(
      Array.from({ length: count }, (_, at) => run(at === 0 ? null : at - 1, at, at + 2)),
    );
    expect(chain.rows).toHaveLength(count);
    const broom = lineageAxis(
      Array.from({ length: count }, (_, at) => run(at === 0 ? null : 0, at, count)),
    );
    expect(Math.max(...broom.rows.map(({ pass }) => pass.length))).toBeLessThanOrEqual(501);
  });
});

it.each([
  [1, [0, 1]],
  [6, [0, 1, 2, 3, 4, 5, 6]],
  [100, [0, 20, 40, 60, 80, 100]],
  [1284, [0, 500, 1000]],
])('marks an axis of %i events', (events, ticks) => {
  expect(axisTicks(events)).toEqual(ticks);
});
