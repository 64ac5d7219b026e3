import { expect, it } from 'vitest';
import type { Run, RunLimits } from '@/lib/api/run-contract';
import { usedUp } from './used-up';

const usage = { inputTokens: 900, outputTokens: 100, costUsd: 0.5 };
const unknown = { inputTokens: null, outputTokens: null, costUsd: null };

it.each<[RunLimits, Run['usage'], string | null]>([
  [{ maxSteps: 5 }, usage, '5 steps'],
  [{ maxSteps: 6 }, usage, null],
  [{ maxSteps: 6, maxTokens: 1000 }, usage, '1,000 tokens'],
  [{ maxSteps: 6, maxTokens: 1001 }, usage, null],
  [{ maxSteps: 6, maxCostUsd: 0.5 }, usage, '$0.50'],
  [{ maxSteps: 6, maxTokens: 1, maxCostUsd: 0.5 }, unknown, null],
])('%j after %j: %s', (limits, used, words) => {
  const said = usedUp({ steps: 5, usage: used }, limits);
  if (words === null) expect(said).toBeNull();
  else expect(said).toContain(words);
});
