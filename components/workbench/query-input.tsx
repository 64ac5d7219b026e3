'use client';

import { Search, X } from 'lucide-react';
import { type KeyboardEvent, type RefObject, useId, useLayoutEffect, useRef } from 'react';
import { IconButton } from '@/components/ui/icon-button';
import type { Suggestion } from '@/lib/replay/query/suggest';
import type { Outline } from '@/lib/trace/outline';
import { optionId, SuggestionList } from './suggestion-list';
import { useDraft } from './use-draft';
import type { QueryBar } from './use-query-bar';
import { useSuggestions } from './use-suggestions';

/** Where a query is written: a combobox of ARIA 1.2, whose list completes what stands at the caret. */
export function QueryInput({
  bar,
  rows,
  inputRef,
  describedBy,
  onStep,
}: {
  bar: QueryBar;
  rows: Outline;
  inputRef: RefObject<HTMLInputElement | null>;
  describedBy: string | undefined;
  onStep: (step: 1 | -1) => void;
}) {
  const id = useId();
  const { draft, write } = useDraft(bar.text, bar.setText);
  const list = useSuggestions(bar, draft, rows);
  const caret = useRef<number | null>(null);
  useLayoutEffect(() => {
    const at = caret.current;
    if (at === null || document.activeElement !== inputRef.current) return;
    caret.current = null;
    inputRef.current?.setSelectionRange(at, at);
  });

  const pick = ({ start, end, insert }: Suggestion): void => {
    // What is finished is followed by the next word; what is not, by its value.
    const ended = /[:.]$/.test(insert) ? '' : ' ';
    const rest = draft.slice(end);
    const next = `${draft.slice(0, start)}${insert}${rest.startsWith(' ') ? '' : ended}${rest}`;
    const at = start + insert.length + ended.length;
    caret.current = at;
    write(next);
    list.open(at);
    inputRef.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    const input = event.currentTarget;
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp':
        event.preventDefault();
        if (list.isOpen) list.step(event.key === 'ArrowDown' ? 1 : -1);
        else list.open(input.selectionStart ?? draft.length);
        return;
      case 'Tab': {
        const item = list.items[list.picked];
        if (!list.isOpen || !item || event.shiftKey) return;
        event.preventDefault();
        pick(item);
        return;
      }
      case 'Enter': {
        if (event.nativeEvent.isComposing) return;
        event.preventDefault();
        const item = list.isOpen ? list.items[list.picked] : undefined;
        if (item) pick(item);
        else {
          list.close();
          onStep(event.shiftKey ? -1 : 1);
        }
        return;
      }
      case 'Escape':
        event.preventDefault();
        if (list.isOpen) list.close();
        else {
          write('');
          input.blur();
        }
    }
  };

  return (
    <div className="flex h-8 min-w-0 flex-1 basis-64 items-center gap-2">
      <Search size={14} strokeWidth={1.5} aria-hidden className="shrink-0 text-text-3" />
      <input
        ref={inputRef}
        type="text"
        role="combobox"
        aria-label="Find in this trace"
        aria-expanded={list.isOpen}
        aria-controls={list.isOpen ? id : undefined}
        aria-autocomplete="list"
        aria-activedescendant={
          list.isOpen && list.picked >= 0 ? optionId(id, list.picked) : undefined
        }
        aria-invalid={bar.error ? true : undefined}
        aria-describedby={describedBy}
        placeholder="Find: words, tool:name, is:error, dur:>2s"
        dir="auto"
        autoComplete="off"
        autoCapitalize="off"
        autoCorrect="off"
        spellCheck={false}
        maxLength={2000}
        className="h-6 min-w-0 flex-1 bg-transparent font-mono text-12 placeholder:font-sans placeholder:text-13 placeholder:text-text-3"
        value={draft}
        onChange={({ target }) => {
          write(target.value);
          list.open(target.selectionStart ?? target.value.length);
        }}
        onClick={({ currentTarget }) => list.open(currentTarget.selectionStart ?? 0)}
        onBlur={list.close}
        onKeyDown={onKeyDown}
      />
      {draft !== '' && (
        <IconButton
          label="Clear"
          glyph={<X size={14} strokeWidth={1.5} aria-hidden />}
          onClick={() => {
            write('');
            inputRef.current?.focus();
          }}
        />
      )}
      {list.isOpen && (
        <SuggestionList id={id} items={list.items} picked={list.picked} onPick={pick} />
      )}
    </div>
  );
}
