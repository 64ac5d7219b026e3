'use client';

import type { ReactNode } from 'react';
import type { Run } from '@/lib/api/run-contract';
import { duration, exactNumber } from '@/lib/view/format-number';
import { isOn } from './follow-run';
import { CostMeter, TimeMeter, TokenMeter } from './run-meters';
import { runWords } from './run-words';
import { statusLook } from './status-look';
import { useNow } from './use-now';
import type { PartialUpdate } from './use-run';

/** How a run stands, in one line: state, step, time, tokens, cost, limits, where its calls go. */
export function RunBar({
  run,
  partial,
  children,
}: {
  run: Run;
  partial: PartialUpdate | null;
  children?: ReactNode;
}) {
  const { Glyph, tone } = statusLook[run.status];
  const { label, model, host } = run.endpoint;
  const now = useNow(isOn(run));
  const end = run.endedAt === null ? now : Date.parse(run.endedAt);
  // The clocks of two machines may differ.
  const elapsed = Math.max(0, end - Date.parse(run.startedAt));
  const hosts = [...new Set([...(host === null ? [] : [host]), ...run.egress])];
  return (
    <div className="flex min-h-8 flex-wrap items-start gap-x-3 gap-y-1 bg-surface-1 px-3 py-1 text-12">
      <span className={`inline-flex h-6 shrink-0 items-center gap-1 font-medium ${tone}`}>
        <Glyph
          size={14}
          strokeWidth={1.5}
          aria-hidden
          className={run.status === 'running' ? 'animate-spin' : ''}
        />
        {runWords(run, partial, now)}
      </span>
      <dl className="flex min-w-0 grow basis-96 flex-wrap items-center gap-x-3 text-text-2 leading-6 tabular-nums">
        <Fact word="Step" title="Model calls so far, and the most there may be">
          step {exactNumber(run.steps)} of {exactNumber(run.limits.maxSteps)}
        </Fact>
        <Fact word="Elapsed" title={`${exactNumber(elapsed)} ms`}>
          {duration(elapsed)}
          <TimeMeter run={run} now={now} />
        </Fact>
        <Fact word="Tokens" title="Read and written by this run, as the endpoint told">
          <TokenMeter run={run} />
        </Fact>
        <Fact word="Cost" title="By public prices; a dash where one is not known">
          <CostMeter run={run} />
        </Fact>
        <Fact word="Endpoint" title={model}>
          <bdi>{label === host ? model : label}</bdi>
          <bdi>{hosts.length === 0 ? 'no network' : hosts.join(', ')}</bdi>
        </Fact>
      </dl>
      <div className="ml-auto flex flex-wrap items-center gap-2">{children}</div>
    </div>
  );
}

function Fact({ word, title, children }: { word: string; title: string; children: ReactNode }) {
  return (
    <div title={title} className="min-w-0 [overflow-wrap:anywhere]">
      <dt className="sr-only">{word}</dt>
      <dd className="flex flex-wrap items-center gap-x-1.5">{children}</dd>
    </div>
  );
}
