import type { RunFailure } from '@/lib/api/run-contract';
import type { ModelFailure } from '@/lib/resume/model-failure';

/** A failed model call as it is kept and shown. @param partly whether something of the reply had come */
export const runFailure = (
  { code, message, todo, status, retryAfterSeconds }: ModelFailure,
  partly: boolean,
  now: Date,
): RunFailure => ({
  ...{ code, message, todo, status },
  kept: partly ? 'What had come of the reply is kept.' : null,
  retryAt: retryAfterSeconds === null ? null : laterThan(now, retryAfterSeconds * 1000),
});

/** At most a year: an endpoint may say any number, and not every number is a date. */
export const laterThan = (now: Date, ms: number): string =>
  new Date(now.getTime() + Math.min(ms, 31_536_000_000)).toISOString();
