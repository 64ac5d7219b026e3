import type { RunMetrics } from '@/lib/replay/diff/run-metrics';

const add = (a: number | null, b: number | null): number | null =>
  a === null && b === null ? null : (a ?? 0) + (b ?? 0);

/** Both parts of a run together. Their times add up to less than the run where there is a pause between them. */
export function addedMetrics(before: RunMetrics, after: RunMetrics): RunMetrics {
  const tools = new Map(before.tools);
  for (const [tool, calls] of after.tools) tools.set(tool, (tools.get(tool) ?? 0) + calls);
  return {
    events: before.events + after.events,
    modelCalls: before.modelCalls + after.modelCalls,
    toolCalls: before.toolCalls + after.toolCalls,
    errors: before.errors + after.errors,
    inputTokens: add(before.inputTokens, after.inputTokens),
    outputTokens: add(before.outputTokens, after.outputTokens),
    costUsd: add(before.costUsd, after.costUsd),
    wallMs: add(before.wallMs, after.wallMs),
    tools: [...tools].sort(([, some], [, others]) => others - some),
  };
}
