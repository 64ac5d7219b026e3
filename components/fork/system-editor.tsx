'use client';

import type { Ref } from 'react';
import type { ForkEdit } from '@/lib/trace/fork-edit';
import { TextEditor } from './text-editor';

interface SystemEditorProps {
  /** null: not in the trace. */
  recorded: string | null;
  edit: Extract<ForkEdit, { type: 'system' }> | undefined;
  onEdit: (edit: ForkEdit) => void;
  onReset: (edit: ForkEdit) => void;
  onSubmit: () => void;
  inputRef: Ref<HTMLTextAreaElement>;
}

/** The system prompt; what is as recorded again is no edit. */
export function SystemEditor({ recorded, edit, onEdit, onReset, ...rest }: SystemEditorProps) {
  const change = (text: string): void => {
    if (text === (recorded ?? '')) onReset({ type: 'system', text });
    else onEdit({ type: 'system', text });
  };
  return (
    <TextEditor
      label="System prompt"
      labelHidden
      original={recorded}
      value={edit?.text ?? recorded ?? ''}
      onChange={change}
      onReset={() => onReset({ type: 'system', text: '' })}
      onSubmit={rest.onSubmit}
      inputRef={rest.inputRef}
    />
  );
}
