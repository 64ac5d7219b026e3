'use client';

import { useState } from 'react';
import { Meter } from '@/components/ui/meter';
import type { Run } from '@/lib/api/run-contract';
import { cost, duration, shortNumber, tokens } from '@/lib/view/format-number';

type Measured = Pick<Run, 'limits' | 'usage' | 'status' | 'ranMs'>;

/** Read and written, beside the limit on both where there is one. */
export function TokenMeter({ run: { limits, usage } }: { run: Measured }) {
  const { inputTokens, outputTokens } = usage;
  const none = inputTokens === null && outputTokens === null;
  return (
    <>
      {tokens(inputTokens)} in, {tokens(outputTokens)} out
      <Of
        label="Tokens of their limit"
        used={none ? null : (inputTokens ?? 0) + (outputTokens ?? 0)}
        most={limits.maxTokens}
        words={shortNumber}
      />
    </>
  );
}

export function CostMeter({ run: { limits, usage } }: { run: Measured }) {
  return (
    <>
      {cost(usage.costUsd)}
      <Of label="Cost of its limit" used={usage.costUsd} most={limits.maxCostUsd} words={cost} />
    </>
  );
}

/** Time that the limit counts: waiting for a person does not. */
export function TimeMeter({ run, now }: { run: Measured; now: number }) {
  const [told, setTold] = useState({ run, at: now });
  if (told.run !== run) setTold({ run, at: now });
  // The server counts up to what it told last; from there on this page does.
  const ranMs = run.ranMs + (run.status === 'running' ? Math.max(0, now - told.at) : 0);
  const { maxSeconds } = run.limits;
  return (
    <Of
      label="Time of its limit"
      used={ranMs}
      most={maxSeconds === undefined ? undefined : maxSeconds * 1000}
      words={duration}
    />
  );
}

/** Nothing where there is no limit. */
function Of({
  label,
  used,
  most,
  words,
}: {
  label: string;
  used: number | null;
  most: number | undefined;
  words: (value: number | null) => string;
}) {
  if (most === undefined) return null;
  const said = `${words(used)} of ${words(most)}`;
  return (
    <span title={`${label}: ${said}`} className="inline-flex items-center gap-1">
      <Meter label={label} value={used} most={most} words={said} />
      <span className="text-text-3">of {words(most)}</span>
    </span>
  );
}
