'use client';

import { ArrowLeftRight, Download, GitCompare } from 'lucide-react';
import Link from 'next/link';
import { Button, buttonClasses } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { CopyButton } from '@/components/ui/copy-button';
import { PageBar } from '@/components/ui/page-bar';
import type { StateDiffAnswer } from '@/lib/api/facts-contract';
import { stateDiffMarkdown } from '@/lib/view/facts-markdown';
import { diffLink } from '@/lib/view/links';
import { MomentField } from './moment-field';
import { StateDiffView } from './state-diff-view';
import { useStateDiff } from './use-state-diff';

interface Trace {
  id: string;
  name: string;
  events: number;
}

const glyph = { size: 14, strokeWidth: 1.5, 'aria-hidden': true } as const;

/** What changed between two runs, or two moments of one. */
export function StateDiffPage({ a: startA, b: startB }: { a: Trace; b: Trace }) {
  const { moments, move, path, diff, error, stale } = useStateDiff();
  const { a, b, aSeq, bSeq } = moments;
  const left = diff && diff.a.id === a ? diff.a : startA;
  const right = diff && diff.b.id === b ? diff.b : startB;
  const swap = (): void => void move({ a: b, b: a, aSeq: bSeq, bSeq: aSeq });
  return (
    <div className="flex min-h-dvh flex-col">
      <PageBar>
        <h1 className="font-medium text-13">State diff</h1>
        <nav aria-label="This state diff" className="ml-auto flex flex-wrap items-center gap-2">
          <Button glyph={<ArrowLeftRight {...glyph} />} onClick={swap}>
            Swap
          </Button>
          {a !== b && (
            <Link href={diffLink(a, b)} className={buttonClasses()}>
              <GitCompare {...glyph} />
              Diff of events
            </Link>
          )}
          {diff && (
            <>
              <CopyButton
                label="Copy as Markdown"
                text={() => stateDiffMarkdown(diff.a, diff.b, diff)}
              />
              <a href={path} download="state-diff.json" className={buttonClasses()}>
                <Download {...glyph} />
                JSON
              </a>
            </>
          )}
        </nav>
      </PageBar>
      <main id="main" className="flex flex-col">
        <div className="grid grid-cols-1 border-line border-b md:grid-cols-2 md:divide-x md:divide-line">
          <MomentField
            letter="A"
            trace={left}
            seq={aSeq}
            onTrace={(id) => void move({ a: id, aSeq: null })}
            onSeq={(seq) => void move({ aSeq: seq })}
          />
          <MomentField
            letter="B"
            trace={right}
            seq={bSeq}
            onTrace={(id) => void move({ b: id, bSeq: null })}
            onSeq={(seq) => void move({ bSeq: seq })}
          />
        </div>
        <Answer diff={diff} error={error} stale={stale} />
      </main>
    </div>
  );
}

function Answer({
  diff,
  error,
  stale,
}: {
  diff: StateDiffAnswer | null;
  error: Error | null;
  stale: boolean;
}) {
  if (error)
    return (
      <div className="p-4">
        <Callout
          live
          tone="error"
          title="The two moments could not be compared."
          kept={error.message}
          next="Choose another event or trace above."
        />
      </div>
    );
  if (!diff)
    return (
      <p role="status" className="p-4 text-text-3">
        Reading both runs…
      </p>
    );
  return (
    <div aria-busy={stale} className={stale ? 'opacity-60' : ''}>
      <StateDiffView diff={diff} />
    </div>
  );
}
