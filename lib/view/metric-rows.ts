import type { RunMetrics } from '@/lib/replay/diff/run-metrics';
import { cost, dash, delta, duration, exactNumber, shortNumber } from './format-number';

type Amount = number | null;

/** A figure of a run, and how it is written. */
export interface MetricRow {
  word: string;
  of: (metrics: RunMetrics) => Amount;
  show: (value: Amount) => string;
  /** The difference, in its own unit: `+12`, `−3s`, `±0`. */
  change: (from: Amount, to: Amount) => string;
}

const amount =
  (show: (value: Amount) => string) =>
  (from: Amount, to: Amount): string => {
    if (from === null || to === null) return dash;
    if (from === to) return '±0';
    return `${to > from ? '+' : '−'}${show(Math.abs(to - from))}`;
  };

const row = (
  word: string,
  of: MetricRow['of'],
  show: MetricRow['show'] = shortNumber,
  change: MetricRow['change'] = delta,
): MetricRow => ({ word, of, show, change });

const tokensOf = ({ inputTokens, outputTokens }: RunMetrics): Amount =>
  inputTokens === null && outputTokens === null ? null : (inputTokens ?? 0) + (outputTokens ?? 0);

/** What two runs are measured by, in the order in which it is read. */
export const metricRows: readonly MetricRow[] = [
  row('Events', ({ events }) => events, exactNumber),
  row('Tokens', tokensOf),
  row('Cost', ({ costUsd }) => costUsd, cost, amount(cost)),
  row('Time', ({ wallMs }) => wallMs, duration, amount(duration)),
  row('Model calls', ({ modelCalls }) => modelCalls),
  row('Tool calls', ({ toolCalls }) => toolCalls),
  row('Errors', ({ errors }) => errors),
];
