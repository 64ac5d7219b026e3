'use client';

import { ChevronDown, ChevronUp, Search } from 'lucide-react';
import type { ReactNode, Ref } from 'react';
import { IconButton } from '@/components/ui/icon-button';
import { exactNumber } from '@/lib/view/format-number';
import type { useFind } from './use-find';

/** Substring search within the trace, with its place among the matches. */
export function FindBar({
  text,
  onText,
  find,
  at,
  onStep,
  inputRef,
  aside,
}: {
  text: string;
  onText: (text: string) => void;
  find: ReturnType<typeof useFind>;
  /** Place of the selected event among the matches, from 1; 0 where it is none. */
  at: number;
  onStep: (step: 1 | -1) => void;
  inputRef: Ref<HTMLInputElement>;
  aside?: ReactNode;
}) {
  return (
    <search className="flex h-8 shrink-0 items-center gap-2 border-line border-b px-3">
      <Search size={14} strokeWidth={1.5} aria-hidden className="shrink-0 text-text-3" />
      <input
        ref={inputRef}
        type="search"
        aria-label="Find in this trace"
        placeholder="Find in this trace"
        dir="auto"
        className="h-6 min-w-0 flex-1 bg-transparent text-13 placeholder:text-text-3"
        value={text}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onStep(event.shiftKey ? -1 : 1);
          if (event.key === 'Escape') {
            onText('');
            event.currentTarget.blur();
          }
        }}
      />
      <span role="status" className="shrink-0 text-12 text-text-3 tabular-nums">
        {countWords(find, at)}
      </span>
      <IconButton
        label="Previous match"
        keys="N"
        glyph={<ChevronUp size={14} strokeWidth={1.5} aria-hidden />}
        disabled={find.seqs.length === 0}
        onClick={() => onStep(-1)}
      />
      <IconButton
        label="Next match"
        keys="n"
        glyph={<ChevronDown size={14} strokeWidth={1.5} aria-hidden />}
        disabled={find.seqs.length === 0}
        onClick={() => onStep(1)}
      />
      {aside}
    </search>
  );
}

function countWords({ q, seqs, total, error }: ReturnType<typeof useFind>, at: number): string {
  if (q === '') return '';
  if (error) return 'The search failed';
  if (total === null) return '…';
  if (total === 0) return 'No event holds this';
  const listed = seqs.length < total ? `, the first ${exactNumber(seqs.length)} are reachable` : '';
  return `${at > 0 ? `${exactNumber(at)} of ` : ''}${exactNumber(total)} ${total === 1 ? 'event' : 'events'}${listed}`;
}
