'use client';

import { CopyButton } from '@/components/ui/copy-button';
import { diffText } from '@/lib/view/diff-text';
import type { Comparison, LoadedSide } from './diff-side';

/** The diff as a text for a ticket or a chat, with the address of this very view. */
export function CopyDiff({ a, b, diff }: { a: LoadedSide; b: LoadedSide; diff: Comparison }) {
  return (
    <CopyButton
      look="ghost"
      label="Copy as text"
      text={() => diffText({ a, b, diff, link: window.location.href })}
    />
  );
}
