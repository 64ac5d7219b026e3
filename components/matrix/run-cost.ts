import type { Prepared } from '@/lib/api/prepare-contract';
import type { RunLimits } from '@/lib/api/run-contract';

/** What a step is taken to add to the conversation, in tokens: its reply and what tools answer. */
export const stepTokens = 1000;

/**
 * About what a run costs at most, in dollars: every step that it may take, each reading all that came before and
 * writing `stepTokens`; less where its limits end it earlier. null where the price is not known.
 */
export function runCost(
  { cost, tokens }: Pick<Prepared, 'cost' | 'tokens'>,
  { maxSteps, maxTokens, maxCostUsd }: RunLimits,
): number | null {
  if (!cost) return null;
  const read = tokens.after.total;
  const readUsd = read > 0 ? cost.inputUsd / read : 0;
  const writeUsd = cost.outputUsdPer1000 / 1000;
  const grown = (stepTokens * (maxSteps * (maxSteps - 1))) / 2;
  const bySteps = maxSteps * (cost.inputUsd + stepTokens * writeUsd) + grown * readUsd;
  const byTokens = maxTokens === undefined ? bySteps : maxTokens * Math.max(readUsd, writeUsd);
  return Math.min(bySteps, byTokens, maxCostUsd ?? bySteps);
}
