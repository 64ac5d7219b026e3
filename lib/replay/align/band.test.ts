import { expect, it } from 'vitest';
import { anchorsOf } from './anchors';
import { bandOf } from './band';
import { ownRun } from './own-pairs.testing';
import { parameters } from './parameters';
import { weighSteps } from './weigh-steps';

const cells = ({ low, high }: ReturnType<typeof bandOf>) =>
  low.reduce((sum, from, row) => sum + (high[row] ?? 0) - from + 1, 0);

it('anchors ascend on both sides, and find their step again behind a block', () => {
  const run = ownRun(30, 60);
  const anchors = anchorsOf(
    weighSteps(run, [...run.slice(0, 20), ...ownRun(31, 9), ...run.slice(20)]),
  );
  expect(anchors).toHaveLength(60);
  expect(anchors[40]).toEqual([40, 49]);
  expect(
    anchors.every(
      ([a, b], at) =>
        at === 0 || (a > (anchors[at - 1]?.[0] ?? 0) && b > (anchors[at - 1]?.[1] ?? 0)),
    ),
  ).toBe(true);
});

it('of small runs is everything', () => {
  const band = bandOf(weighSteps(ownRun(32, 10), ownRun(33, 20)));
  expect(cells(band)).toBe(11 * 21);
  expect(band.coarse).toBe(false);
});

it.each([
  ['equal', 34],
  ['unrelated', 35],
])('of long, %s runs goes from corner to corner without a gap, within its budget', (_, seed) => {
  const band = bandOf(weighSteps(ownRun(34, 3000), ownRun(seed, 3000)));
  expect(band.low[0]).toBe(0);
  expect(band.high.at(-1)).toBe(3000);
  expect(cells(band)).toBeLessThanOrEqual(parameters.bandCells * 1.2);
  for (let row = 1; row <= 3000; row += 1) {
    expect(band.low[row]).toBeGreaterThanOrEqual(band.low[row - 1] ?? 0);
    expect(band.high[row]).toBeGreaterThanOrEqual(band.high[row - 1] ?? 0);
    expect(band.low[row]).toBeLessThanOrEqual(band.high[row - 1] ?? 0);
  }
  expect(band.coarse).toBe(seed !== 34);
});
