'use client';

import { useMemo } from 'react';
import { wordChanges } from '@/lib/replay/diff/word-changes';
import { ChangedWords } from './changed-words';
import { CodeDiff } from './code-diff';

interface WordDiffProps {
  /** What the two texts are: "System prompt". */
  label: string;
  before: string;
  after: string;
  /** Beside each other instead of as one text. */
  beside?: boolean;
}

/** Two texts as one with its changes, or beside each other; in the editor when they are long. */
export function WordDiff({ label, before, after, beside = false }: WordDiffProps) {
  const changes = useMemo(() => wordChanges(before, after), [before, after]);
  if (!changes) return <CodeDiff label={label} before={before} after={after} />;
  if (before === after && before === '') return <p className="text-12 text-text-3">empty text</p>;
  if (!beside)
    return (
      <section aria-label={label} dir="auto" className="content whitespace-pre-wrap">
        <ChangedWords changes={changes} />
      </section>
    );
  return (
    <div className="grid grid-cols-2 gap-x-3">
      {(['before', 'after'] as const).map((side) => (
        <section
          key={side}
          aria-label={`${label}, ${side}`}
          dir="auto"
          className="content min-w-0 whitespace-pre-wrap"
        >
          <ChangedWords changes={changes} only={side} />
        </section>
      ))}
    </div>
  );
}
