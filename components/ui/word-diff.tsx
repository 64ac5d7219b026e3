'use client';

import { useMemo } from 'react';
import { CodeDiff } from './code-diff';
import { ContentText } from './content-text';
import { wordChanges } from './word-changes';

interface WordDiffProps {
  /** What the two texts are: "System prompt". */
  label: string;
  before: string;
  after: string;
}

/** Two texts as one with its changes; side by side in the editor when they are long. */
export function WordDiff({ label, before, after }: WordDiffProps) {
  const changes = useMemo(() => wordChanges(before, after), [before, after]);
  if (!changes) return <CodeDiff label={label} before={before} after={after} />;
  if (before === after && before === '') return <p className="text-12 text-text-3">empty text</p>;
  let at = 0;
  return (
    <section aria-label={label} dir="auto" className="content whitespace-pre-wrap">
      {changes.map(({ kind, text }) => {
        at += text.length;
        const words = <ContentText text={text} codes />;
        if (kind === 'same') return <bdi key={at}>{words}</bdi>;
        const Change = kind === 'added' ? 'ins' : 'del';
        return (
          <Change
            key={`${kind}${at}`}
            className={
              kind === 'added'
                ? 'bg-add-tint text-add underline decoration-1 underline-offset-2'
                : 'bg-del-tint text-del line-through decoration-1'
            }
          >
            <span className="sr-only">{kind}: </span>
            <bdi>{words}</bdi>
            <span className="sr-only"> end {kind} </span>
          </Change>
        );
      })}
    </section>
  );
}
