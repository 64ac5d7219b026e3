'use client';

import {
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CirclePause,
  CircleStop,
  LoaderCircle,
} from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import type { Run } from '@/lib/api/run-contract';
import { duration, exactNumber, tokens } from '@/lib/view/format-number';
import { runWords } from './run-words';
import type { PartialUpdate } from './use-run';

const look = {
  running: { Glyph: LoaderCircle, tone: 'text-select' },
  waiting: { Glyph: CirclePause, tone: 'text-select' },
  done: { Glyph: CircleCheck, tone: 'text-ok' },
  cancelled: { Glyph: CircleStop, tone: 'text-warn' },
  failed: { Glyph: CircleAlert, tone: 'text-bad' },
  interrupted: { Glyph: CircleDashed, tone: 'text-warn' },
} satisfies Record<Run['status'], { Glyph: typeof CircleCheck; tone: string }>;

/** How a run stands, in one line: state, step, time, tokens, where its model calls go. */
export function RunBar({
  run,
  partial,
  outputTokens,
  children,
}: {
  run: Run;
  partial: PartialUpdate | null;
  /** Of the branch so far; null where no call told. */
  outputTokens: number | null;
  children?: ReactNode;
}) {
  const { Glyph, tone } = look[run.status];
  const { label, model, host } = run.endpoint;
  const elapsed = useElapsed(run);
  return (
    <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1 bg-surface-1 px-3 py-1 text-12">
      <span className={`inline-flex shrink-0 items-center gap-1 font-medium ${tone}`}>
        <Glyph
          size={14}
          strokeWidth={1.5}
          aria-hidden
          className={run.status === 'running' ? 'animate-spin' : ''}
        />
        {runWords(run, partial)}
      </span>
      <dl className="flex flex-wrap items-center gap-x-3 text-text-2 tabular-nums">
        <Fact word="Step" title="Model calls so far, and the most there may be">
          step {exactNumber(run.steps)} of {exactNumber(run.limits.maxSteps)}
        </Fact>
        <Fact word="Elapsed" title={`${exactNumber(elapsed)} ms`}>
          {duration(elapsed)}
        </Fact>
        <Fact word="Tokens written" title="Output tokens of the branch, as the endpoint told">
          {tokens(outputTokens)}
        </Fact>
        <Fact word="Endpoint" title={model}>
          <bdi>{label === host ? model : label}</bdi>, <bdi>{host ?? 'no network'}</bdi>
        </Fact>
      </dl>
      <div className="ml-auto flex items-center gap-2">{children}</div>
    </div>
  );
}

function Fact({ word, title, children }: { word: string; title: string; children: ReactNode }) {
  return (
    <div title={title}>
      <dt className="sr-only">{word}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Milliseconds since the run began, to its end. */
function useElapsed({ startedAt, endedAt }: Run): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (endedAt !== null) return;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [endedAt]);
  const end = endedAt === null ? now : Date.parse(endedAt);
  // The clocks of two machines may differ.
  return Math.max(0, end - Date.parse(startedAt));
}
