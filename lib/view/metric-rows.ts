import type { RunMetrics } from '@/lib/replay/diff/run-metrics';
import { cost, delta, duration, exactNumber, shortNumber } from './format-number';
import { tokensOf } from './tokens-of';

type Amount = number | null;

/** A figure of a run, and how it is written. */
export interface MetricRow {
  word: string;
  of: (metrics: RunMetrics) => Amount;
  show: (value: Amount) => string;
  /** The difference, in its own unit: `+12`, `−3s`, `±0`. */
  change: (from: Amount, to: Amount) => string;
}

const row = (
  word: string,
  of: MetricRow['of'],
  show: MetricRow['show'] = shortNumber,
  unit: MetricRow['show'] = shortNumber,
): MetricRow => ({ word, of, show, change: (from, to) => delta(from, to, unit) });

/** What two runs are measured by, in the order in which it is read. */
export const metricRows: readonly MetricRow[] = [
  row('Events', ({ events }) => events, exactNumber),
  row('Tokens', tokensOf),
  row('Cost', ({ costUsd }) => costUsd, cost, cost),
  row('Time', ({ wallMs }) => wallMs, duration, duration),
  row('Model calls', ({ modelCalls }) => modelCalls),
  row('Tool calls', ({ toolCalls }) => toolCalls),
  row('Errors', ({ errors }) => errors),
];
