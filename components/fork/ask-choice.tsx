'use client';

import type { Ref } from 'react';
import { Choices } from './choices';
import { type AskMode, askedText, type Draft, type Original } from './draft';
import { TextEditor } from './text-editor';

/** What the model is asked when the branch goes on. */
export function AskChoice({
  draft,
  original,
  onChange,
  onSubmit,
  inputRef,
}: {
  draft: Draft;
  original: Original;
  onChange: (draft: Draft) => void;
  onSubmit: () => void;
  inputRef: Ref<HTMLTextAreaElement>;
}) {
  const asked = askedText(original);
  return (
    <div className="flex flex-col gap-2">
      <Choices<AskMode>
        label="User prompt"
        value={draft.mode}
        onChange={(mode) => onChange({ ...draft, mode })}
        options={[
          { value: 'continue', label: 'Continue unchanged' },
          {
            value: 'replace',
            label: 'Replace the last user message',
            hint: 'What came after it stays.',
          },
          {
            value: 'append',
            label: 'Append a user message',
            hint: 'Nothing is dropped; the new message comes last.',
          },
        ]}
      />
      {draft.mode === 'replace' && (
        <TextEditor
          key="replace"
          label="Last user message"
          original={asked}
          value={draft.replace ?? asked}
          onChange={(replace) => onChange({ ...draft, replace })}
          onReset={() => onChange({ ...draft, replace: null })}
          onSubmit={onSubmit}
          inputRef={inputRef}
        />
      )}
      {draft.mode === 'append' && (
        <TextEditor
          key="append"
          label="New user message"
          original={null}
          value={draft.append}
          placeholder="What to say next"
          onChange={(append) => onChange({ ...draft, append })}
          onSubmit={onSubmit}
          inputRef={inputRef}
        />
      )}
    </div>
  );
}
