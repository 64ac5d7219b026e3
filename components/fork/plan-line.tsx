import type { Prepared } from '@/lib/api/prepare-contract';
import { cost, counted, shortNumber } from '@/lib/view/format-number';
import { answererWords, type ToolRow } from './tool-rows';

interface PlanLineProps {
  /** Where model calls go, in words. */
  endpoint: string;
  rows: readonly ToolRow[];
  prepared: Prepared | null;
  /** Nobody is paid for it. */
  free: boolean;
  /** How many runs begin. */
  runs: number;
}

/** Where model calls go, what the first one reads and who answers tools, before anything is sent. */
export function PlanLine({ endpoint, rows, prepared, free, runs }: PlanLineProps) {
  const { words, live } = answererWords(rows);
  return (
    <p className="min-w-0 text-12 text-text-2 [overflow-wrap:anywhere]">
      Model calls go to <bdi className="font-medium text-text-1">{endpoint}</bdi>
      {runs > 1 && <>, in {counted(runs, 'run')}</>}. {prepared && readWords(prepared, free)} Tools:{' '}
      {words}, <LiveCount live={live} />.
    </p>
  );
}

function LiveCount({ live }: { live: number }) {
  return live === 0 ? (
    <span className="whitespace-nowrap">0 live</span>
  ) : (
    <strong className="whitespace-nowrap font-semibold text-warn">{live} live</strong>
  );
}

function readWords({ tokens, cost: price }: Prepared, free: boolean): string {
  const read = `${tokens.exact ? '' : '≈ '}${shortNumber(tokens.after.total)} tokens`;
  if (free) return `The first one reads ${read}, at no cost.`;
  if (!price) return `The first one reads ${read}; its price is not known.`;
  return `The first one reads ${read}, ≈ ${cost(price.inputUsd)} to read once.`;
}
