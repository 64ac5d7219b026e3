'use client';

import { Editor } from '@monaco-editor/react';
import { KeyCode, KeyMod } from 'monaco-editor/editor/editor.api.js';
import { useEffect, useRef } from 'react';
import type { CodeEditorProps } from './code-editor';
import { monacoOptions } from './monaco-setup';
import { useMonacoTheme } from './use-monaco-theme';

/** The editor itself; `code-editor.tsx` loads it when it is needed. */
export default function MonacoCode({
  label,
  value,
  onChange,
  language = 'plaintext',
  readOnly,
  onSubmit,
}: CodeEditorProps) {
  const theme = useMonacoTheme();
  const submit = useRef(onSubmit);
  useEffect(() => {
    submit.current = onSubmit;
  });
  return (
    <Editor
      value={value}
      language={language}
      theme={theme}
      onMount={(editor) =>
        editor.addCommand(KeyMod.CtrlCmd | KeyCode.Enter, () => submit.current?.())
      }
      onChange={(next) => onChange?.(next ?? '')}
      options={{ ...monacoOptions, readOnly: readOnly ?? !onChange, ariaLabel: label }}
      loading={<span className="text-12 text-text-3">Opening the editor</span>}
    />
  );
}
