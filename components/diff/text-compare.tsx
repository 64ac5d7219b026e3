'use client';

import { CodeDiff } from '@/components/ui/code-diff';
import { WordDiff } from '@/components/ui/word-diff';
import { LongTextDiff } from './long-text-diff';
import { useDetailView } from './use-detail-view';

/** Together longer than this two texts are read in the editor, which scrolls and folds what is equal. */
const long = 8_000;
/** And longer than this, in characters, by lines that another thread compares. */
export const veryLong = 200_000;

/** Two texts of any length, with what differs; none is cut. */
export function TextCompare({
  label,
  before,
  after,
  json = false,
}: {
  label: string;
  before: string;
  after: string;
  json?: boolean;
}) {
  const { beside } = useDetailView();
  const length = before.length + after.length;
  if (length > veryLong) return <LongTextDiff label={label} before={before} after={after} />;
  if (length > long)
    return (
      <CodeDiff
        label={label}
        before={before}
        after={after}
        language={json ? 'json' : 'plaintext'}
        unified={!beside}
        className="h-72"
      />
    );
  return <WordDiff label={label} before={before} after={after} beside={beside} />;
}
