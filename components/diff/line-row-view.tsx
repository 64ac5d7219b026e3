import { useMemo } from 'react';
import { ChangedWords } from '@/components/ui/changed-words';
import { ContentText } from '@/components/ui/content-text';
import { type WordChange, wordChanges } from '@/lib/replay/diff/word-changes';

const text = (line: string): string => line.replace(/\r?\n$/, '');

/** A line of one text, or of both with the words that differ; compared when it comes into view. */
export function LineRowView({
  before,
  after,
  same,
  beside,
}: {
  before: string | null;
  after: string | null;
  same: boolean;
  beside: boolean;
}) {
  const changes = useMemo(() => (same ? null : words(before, after)), [before, after, same]);
  const line = text(before ?? after ?? '');
  if (beside)
    return (
      <div className="grid grid-cols-2">
        {(['before', 'after'] as const).map((side) => {
          const own = side === 'before' ? before : after;
          return (
            <Line key={side} sign={same ? ' ' : side === 'before' ? '−' : '+'} empty={own === null}>
              {own !== null &&
                (changes ? (
                  <ChangedWords changes={changes} only={side} />
                ) : (
                  <ContentText text={line} codes />
                ))}
            </Line>
          );
        })}
      </div>
    );
  return (
    <Line sign={same ? ' ' : before === null ? '+' : after === null ? '−' : '≠'}>
      {changes ? <ChangedWords changes={changes} /> : <ContentText text={line} codes />}
    </Line>
  );
}

function words(before: string | null, after: string | null): WordChange[] {
  const [was, is] = [text(before ?? ''), text(after ?? '')];
  const whole = [
    { kind: 'removed' as const, text: was },
    { kind: 'added' as const, text: is },
  ].filter((change) => change.text !== '');
  return before === null || after === null ? whole : (wordChanges(was, is) ?? whole);
}

function Line({
  sign,
  empty = false,
  children,
}: {
  sign: string;
  empty?: boolean;
  children: React.ReactNode;
}) {
  return (
    <div className={`flex min-h-[18px] min-w-0 ${empty ? 'bg-surface-1' : ''}`}>
      <span aria-hidden className="w-5 shrink-0 select-none text-center text-text-3">
        {empty ? '' : sign}
      </span>
      <span dir="auto" className="min-w-0 flex-1 whitespace-pre-wrap">
        {children}
      </span>
    </div>
  );
}
