'use client';

import type { Run } from '@/lib/api/run-contract';
import { cost, duration, shortNumber } from '@/lib/view/format-number';

/** How much of the limits on tokens, cost and time is used. Nothing for a limit that is not set. */
export function RunMeters({
  run: { limits, usage },
  elapsedMs,
}: {
  run: Pick<Run, 'limits' | 'usage'>;
  elapsedMs: number;
}) {
  const { inputTokens, outputTokens, costUsd } = usage;
  const read = inputTokens === null && outputTokens === null;
  const used = read ? null : (inputTokens ?? 0) + (outputTokens ?? 0);
  const { maxTokens, maxCostUsd, maxSeconds } = limits;
  return (
    <>
      {maxTokens !== undefined && (
        <Meter word="Tokens of their limit" used={used} most={maxTokens} words={shortNumber} />
      )}
      {maxCostUsd !== undefined && (
        <Meter word="Cost of its limit" used={costUsd} most={maxCostUsd} words={cost} />
      )}
      {maxSeconds !== undefined && (
        <Meter
          word="Time of its limit"
          used={elapsedMs}
          most={maxSeconds * 1000}
          words={(ms) => duration(ms ?? 0)}
        />
      )}
    </>
  );
}

function Meter({
  word,
  used,
  most,
  words,
}: {
  word: string;
  used: number | null;
  most: number;
  words: (value: number | null) => string;
}) {
  return (
    <div className="flex items-center gap-1" title={`${word}: ${words(used)} of ${words(most)}`}>
      <dt className="sr-only">{word}</dt>
      <dd className="flex items-center gap-1">
        <meter
          aria-label={word}
          className="h-2 w-12"
          min={0}
          max={most}
          high={most * 0.8}
          value={Math.min(used ?? 0, most)}
        />
        {words(used)} of {words(most)}
      </dd>
    </div>
  );
}
