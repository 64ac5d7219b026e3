import type { Run, RunLimits } from '@/lib/api/run-contract';
import { cost, exactNumber } from '@/lib/view/format-number';

/** Which limit a run has reached already, so that it could not go on; null where it can. */
export function usedUp(
  { steps, usage }: Pick<Run, 'steps' | 'usage'>,
  { maxSteps, maxTokens, maxCostUsd }: RunLimits,
): string | null {
  if (steps >= maxSteps) return `${exactNumber(steps)} steps are used already: allow more.`;
  const read = (usage.inputTokens ?? 0) + (usage.outputTokens ?? 0);
  if (maxTokens !== undefined && read >= maxTokens)
    return `${exactNumber(read)} tokens are used already: allow more.`;
  if (maxCostUsd !== undefined && (usage.costUsd ?? 0) >= maxCostUsd)
    return `${cost(usage.costUsd)} are spent already: allow more.`;
  return null;
}
