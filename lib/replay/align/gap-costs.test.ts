import { expect, it } from 'vitest';
import { gapCosts } from './gap-costs';
import { ownRun } from './own-pairs.testing';
import { parameters } from './parameters';
import { sharedWeight, voteOf } from './vote';
import { weighSteps } from './weigh-steps';

const reference = ownRun(20, 12);
const bell = { kind: 'other', name: 'doorbell', text: 'rang' };
const retried = reference.toSpliced(5, 0, ...reference.slice(4, 5), bell);
const runs = weighSteps(reference, retried);

it('makes retries and log lines cheap, and new steps dear', () => {
  const { open, retry, wander } = gapCosts(runs.failing, runs.reference, runs.weights);
  expect(open[5]).toBe(parameters.retryCost);
  expect([...retry]).toEqual(retried.map((_, at) => (at === 5 ? 1 : 0)));
  expect(open[6]).toBeLessThan(0.1);
  expect(open[3]).toBe(parameters.gapOpen);
  expect(wander[3]).toBe(0);
  expect(wander[6]).toBeGreaterThanOrEqual(parameters.wander);
});

it('votes for equal steps and against unlike ones, within bounds', () => {
  const vote = (a: number, b: number) => {
    const [left, right] = [runs.reference[a], runs.failing[b]];
    if (!left || !right) throw new Error('There is no such step');
    return voteOf(left, right, sharedWeight(left, right, runs.weights));
  };
  expect(vote(2, 2)).toBeGreaterThan(1);
  expect(vote(2, 2)).toBeLessThanOrEqual(parameters.maxVote);
  expect(vote(2, 1)).toBeLessThan(-1);
  expect(vote(0, 4)).toBeGreaterThanOrEqual(parameters.minVote);
  expect(vote(2, 3)).toBeLessThan(vote(2, 6));
});
