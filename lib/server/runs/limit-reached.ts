import type { Run, RunLimits } from '@/lib/api/run-contract';
import type { Used } from './run-used';

export interface Reached {
  limit: NonNullable<Run['limit']>;
  message: string;
}

/**
 * Which limit forbids another model call, in words; null for none. A limit on what is not told forbids it
 * too: nobody could say when it is reached.
 */
export function limitReached(limits: RunLimits, steps: number, used: Used): Reached | null {
  const { maxSteps, maxTokens, maxCostUsd, maxSeconds } = limits;
  const { known, blind, ranMs } = used;
  if (steps >= maxSteps) {
    const calls = maxSteps === 1 ? 'one model call' : `${maxSteps} model calls`;
    return { limit: 'steps', message: `Stopped after ${calls}.` };
  }
  if (maxTokens !== undefined && known.tokens >= maxTokens) {
    const message = `Stopped: ${known.tokens} tokens are used, of at most ${maxTokens}.`;
    return { limit: 'tokens', message };
  }
  if (maxTokens !== undefined && blind.tokens) {
    const message = `Stopped: the endpoint did not tell the tokens of a call, so that the limit of ${maxTokens} cannot be kept.`;
    return { limit: 'tokens', message };
  }
  if (maxCostUsd !== undefined && known.costUsd >= maxCostUsd) {
    const message = `Stopped: ${dollars(known.costUsd)} are used, of at most ${dollars(maxCostUsd)}.`;
    return { limit: 'cost', message };
  }
  if (maxCostUsd !== undefined && blind.cost) {
    const message = `Stopped: the price of a call is not known, so that the limit of ${dollars(maxCostUsd)} cannot be kept.`;
    return { limit: 'cost', message };
  }
  if (maxSeconds !== undefined && ranMs >= maxSeconds * 1000) return outOfTime(maxSeconds);
  return null;
}

export const outOfTime = (maxSeconds: number): Reached => ({
  limit: 'time',
  message: `Stopped after ${maxSeconds} s of running. What had come is kept.`,
});

const dollars = (amount: number): string => `$${Number(amount.toPrecision(3))}`;
