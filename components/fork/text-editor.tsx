'use client';

import { RotateCcw } from 'lucide-react';
import { type Ref, useDeferredValue, useId, useState } from 'react';
import { Button } from '@/components/ui/button';
import { CodeEditor } from '@/components/ui/code-editor';
import { Textarea } from '@/components/ui/field';
import { WordDiff } from '@/components/ui/word-diff';

/** From here on a text gets the code editor, in characters. */
export const longText = 2000;

interface TextEditorProps {
  label: string;
  /** What stands around says the same. */
  labelHidden?: boolean;
  /** As recorded: what the changes are shown against. null: there is nothing to compare with. */
  original: string | null;
  value: string;
  onChange: (value: string) => void;
  onReset?: () => void;
  onSubmit?: () => void;
  placeholder?: string;
  inputRef?: Ref<HTMLTextAreaElement>;
}

/** A text and, below it, what was changed. */
export function TextEditor({
  label,
  labelHidden,
  original,
  value,
  onChange,
  onReset,
  onSubmit,
  placeholder,
  inputRef,
}: TextEditorProps) {
  const id = useId();
  // Chosen once: an editor that changes under the hands loses the cursor.
  const [long] = useState(value.length > longText);
  const shown = useDeferredValue(value);
  const changed = original !== null && value !== original;
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <div className="flex min-h-6 items-center gap-2">
        <label htmlFor={id} className="min-w-0 flex-1 truncate font-medium text-12 text-text-2">
          <span className={labelHidden ? 'sr-only' : ''}>{label}</span>
        </label>
        {changed && onReset && <ResetButton onReset={onReset} />}
      </div>
      {long ? (
        <CodeEditor
          label={label}
          value={value}
          onChange={onChange}
          {...(onSubmit ? { onSubmit } : {})}
        />
      ) : (
        <Textarea
          ref={inputRef}
          id={id}
          value={value}
          placeholder={placeholder}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
      {changed && <Changes label={label} before={original} after={shown} />}
    </div>
  );
}

export function ResetButton({ onReset }: { onReset: () => void }) {
  return (
    <Button
      look="ghost"
      glyph={<RotateCcw size={14} strokeWidth={1.5} aria-hidden />}
      onClick={onReset}
    >
      Reset this edit
    </Button>
  );
}

/** A word diff in a frame of its own, so that it is not taken for what will be sent. */
export function Changes({
  label,
  before,
  after,
}: {
  label: string;
  before: string;
  after: string;
}) {
  return (
    <div className="max-h-64 overflow-y-auto border-diverge-mark border-l-[3px] bg-surface-1 px-2 py-1">
      <WordDiff label={`Changes of ${label}`} before={before} after={after} />
    </div>
  );
}
