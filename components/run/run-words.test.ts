import { expect, it } from 'vitest';
import type { Run } from '@/lib/api/run-contract';
import { runWords, secondsUntil } from './run-words';

type Told = Pick<Run, 'status' | 'activity' | 'pausing' | 'limit'>;
const run = (part: Partial<Told>): Told => ({
  ...{ status: 'running', activity: null, pausing: false, limit: null },
  ...part,
});
const now = Date.parse('2026-01-01T00:00:00Z');
const partial = (text: string) => ({ type: 'partial' as const, text, reasoning: '' });

it('says where a run stands', () => {
  expect(runWords(run({ status: 'waiting' }), null, now)).toBe('needs you');
  expect(runWords(run({ status: 'limit', limit: 'cost' }), null, now)).toBe('cost limit reached');
  const queued = (ahead: number) => run({ status: 'queued', activity: { type: 'queued', ahead } });
  expect(runWords(queued(0), null, now)).toBe('queued, next');
  expect(runWords(queued(3), null, now)).toBe('queued, 3 ahead');
});

it('says what a running one does', () => {
  expect(runWords(run({}), null, now)).toBe('running');
  const calling = { type: 'calling' as const, since: '2026-01-01T00:00:00Z' };
  expect(runWords(run({ activity: calling }), null, now)).toBe('calling the model');
  expect(runWords(run({ activity: calling }), partial('a'), now)).toBe('streaming');
  expect(runWords(run({}), partial(''), now)).toBe('calling the model');
  expect(runWords(run({}), partial('a'), now)).toBe('streaming');
  expect(runWords(run({ pausing: true }), partial('a'), now)).toBe('streaming, then pauses');
  const tool = { type: 'tool' as const, tool: 'search', executor: 'Mine' };
  expect(runWords(run({ activity: tool }), null, now)).toBe('calling search by Mine');
});

it('counts down to a retry', () => {
  const failure = {
    ...{ code: 'upstream' as const, message: 'It failed.', kept: null, todo: 'Wait.' },
    ...{ status: 503, retryAt: null },
  };
  const at = '2026-01-01T00:00:02.500Z';
  const activity = { type: 'retrying' as const, failure, attempt: 2, of: 3, at };
  expect(runWords(run({ activity }), null, now)).toBe('attempt 2 of 3 in 3 s');
  expect(runWords(run({ activity }), null, now + 5000)).toBe('attempt 2 of 3 now');
  expect(secondsUntil(at, now + 60_000)).toBe(0);
});
