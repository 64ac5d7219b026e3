import type { Outline } from '@/lib/trace/outline';

/** Sums over a part of a run. null: nothing recorded. */
export interface RunMetrics {
  events: number;
  modelCalls: number;
  toolCalls: number;
  errors: number;
  inputTokens: number | null;
  outputTokens: number | null;
  costUsd: number | null;
  /** Milliseconds from the first event's begin to the last one's end. */
  wallMs: number | null;
  /** Calls by tool, most first, then by name. */
  tools: [tool: string, calls: number][];
}

const add = (sum: number | null, value: number | null): number | null =>
  value === null ? sum : (sum ?? 0) + value;

/** Of the rows `[from, to)`. */
export function runMetrics(outline: Outline, from: number, to: number): RunMetrics {
  const metrics: RunMetrics = {
    ...{ events: Math.max(0, to - from), modelCalls: 0, toolCalls: 0, errors: 0 },
    ...{ inputTokens: null, outputTokens: null, costUsd: null, wallMs: null, tools: [] },
  };
  const tools = new Map<string, number>();
  let start = Number.POSITIVE_INFINITY;
  let end = Number.NEGATIVE_INFINITY;
  for (let seq = from; seq < to; seq += 1) {
    const row = outline[seq];
    if (!row) continue;
    if (row.kind === 'model-call') metrics.modelCalls += 1;
    if (row.kind === 'tool-call') {
      metrics.toolCalls += 1;
      const name = row.name ?? '';
      tools.set(name, (tools.get(name) ?? 0) + 1);
    }
    if (row.error) metrics.errors += 1;
    metrics.inputTokens = add(metrics.inputTokens, row.inputTokens);
    metrics.outputTokens = add(metrics.outputTokens, row.outputTokens);
    metrics.costUsd = add(metrics.costUsd, row.costUsd);
    if (row.startedAt === null) continue;
    start = Math.min(start, row.startedAt);
    end = Math.max(end, row.startedAt + (row.durationMs ?? 0));
  }
  if (end >= start) metrics.wallMs = end - start;
  metrics.tools = [...tools].sort(
    ([x, some], [y, others]) => others - some || (x < y ? -1 : x > y ? 1 : 0),
  );
  return metrics;
}
