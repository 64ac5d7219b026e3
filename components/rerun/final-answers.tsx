'use client';

import { useQuery } from '@tanstack/react-query';
import { GitCompare } from 'lucide-react';
import Link from 'next/link';
import { useMemo } from 'react';
import { api } from '@/components/data/api-client';
import { buttonClasses } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { CopyButton } from '@/components/ui/copy-button';
import { OutcomeMark } from '@/components/workbench/trace-bar';
import type { RerunResult } from '@/lib/api/rerun-contract';
import { type AnswerLine, answerDiff } from '@/lib/replay/rerun/answer-diff';
import { exactNumber } from '@/lib/view/format-number';
import { diffLink, traceLink } from '@/lib/view/links';
import { plainLine } from '@/lib/view/plain-line';

/** Lines of the diff that are drawn; the copy has all of them. */
const shown = 1000;

const looks: Record<AnswerLine['kind'], string> = {
  head: 'text-text-3',
  hunk: 'text-text-3',
  same: 'text-text-2',
  removed: 'bg-del-tint text-del',
  added: 'bg-add-tint text-add',
};

/** What a branch came to beside its parent: outcomes, and the unified diff of the final answers. */
export function FinalAnswers({ traceId, ended }: { traceId: string; ended: boolean }) {
  const { data, error } = useQuery(
    api.reruns.result.queryOptions({ input: { id: traceId }, enabled: ended, staleTime: 0 }),
  );
  if (!ended) return null;
  if (error)
    return (
      <Callout
        live
        tone="error"
        title="The final answers could not be read."
        next={error.message}
      />
    );
  if (!data?.original) return null;
  const { isRerun, original, replay } = data;
  return (
    <details open={isRerun} className="border-line border-t">
      <summary className="min-h-8 cursor-pointer px-3 py-1.5 text-12">
        <span className="font-medium">{isRerun ? 'Re-run result' : 'Final answers'}</span>
        <span className="pl-2 text-text-2">{answerWords(data)}</span>
      </summary>
      <div className="flex flex-col gap-2 px-3 pb-2">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-12">
          <Side word="Original" side={original} />
          <Side word="Re-run" side={replay} />
          <span className="ml-auto flex flex-wrap gap-2">
            {data.diff && <CopyButton label="Copy the diff" text={() => data.diff ?? ''} />}
            <Link
              href={diffLink(original.traceId, replay.traceId)}
              className={buttonClasses('plain')}
            >
              <GitCompare size={14} strokeWidth={1.5} aria-hidden />
              Open the full diff
            </Link>
          </span>
        </div>
        {data.diff && <DiffLines original={original} replay={replay} />}
      </div>
    </details>
  );
}

function answerWords({ original, replay, diff }: RerunResult): string {
  if (original?.answer == null) return 'the original has no final answer';
  if (replay.answer === null) return 'this branch has no final answer';
  return diff === '' ? 'the same words' : 'the answers differ';
}

function Side({ word, side }: { word: string; side: RerunResult['replay'] }) {
  return (
    <span className="inline-flex min-w-0 items-center gap-2">
      <span className="text-text-3">{word}</span>
      <OutcomeMark outcome={side.outcome} />
      {side.models.length > 0 && (
        <bdi className="truncate font-mono text-text-2">{plainLine(side.models.join(', '))}</bdi>
      )}
      {side.seq !== null && (
        <Link
          href={traceLink(side.traceId, { seq: side.seq })}
          className="inline-flex min-h-6 items-center font-mono text-select underline underline-offset-2"
        >
          #{side.seq}
        </Link>
      )}
    </span>
  );
}

function DiffLines({
  original,
  replay,
}: {
  original: RerunResult['replay'];
  replay: RerunResult['replay'];
}) {
  const lines = useMemo(
    () => answerDiff(original.answer ?? '', replay.answer ?? ''),
    [original.answer, replay.answer],
  );
  return (
    <>
      <section
        aria-label="Unified diff of the final answers"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by keyboard
        tabIndex={0}
        className="max-h-64 overflow-auto border-line border-y font-mono text-12 leading-[18px]"
      >
        {lines.slice(0, shown).map(({ kind, text }, at) => (
          <p
            // biome-ignore lint/suspicious/noArrayIndexKey: a diff is drawn whole or anew.
            key={at}
            dir="auto"
            className={`whitespace-pre-wrap px-2 [overflow-wrap:anywhere] ${looks[kind]}`}
          >
            {plainLine(text)}
          </p>
        ))}
      </section>
      {lines.length > shown && (
        <p className="text-12 text-text-3">
          The first {exactNumber(shown)} of {exactNumber(lines.length)} lines. Copy the diff to have
          all of them.
        </p>
      )}
    </>
  );
}
