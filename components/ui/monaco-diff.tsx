'use client';

import { DiffEditor, type DiffOnMount } from '@monaco-editor/react';
import { useEffect, useRef } from 'react';
import type { CodeDiffProps } from './code-diff';
import { monacoOptions } from './monaco-setup';
import { useMonacoTheme } from './use-monaco-theme';

/** The editor itself; `code-diff.tsx` loads it when it is needed. */
export default function MonacoDiff({
  label,
  before,
  after,
  language = 'plaintext',
  unified = false,
}: CodeDiffProps) {
  const theme = useMonacoTheme();
  const editor = useRef<Parameters<DiffOnMount>[0]>(null);
  useEffect(
    () => () => {
      const models = editor.current?.getModel();
      editor.current?.setModel(null);
      models?.original.dispose();
      models?.modified.dispose();
    },
    [],
  );
  return (
    <DiffEditor
      original={before}
      modified={after}
      language={language}
      theme={theme}
      // The wrapper would drop the models before the editor that shows them, which the editor takes for a fault.
      keepCurrentOriginalModel
      keepCurrentModifiedModel
      onMount={(mounted) => {
        editor.current = mounted;
        // The editor forgets the names of its two sides whenever its layout changes between beside and below.
        const name = () => {
          mounted.getOriginalEditor().updateOptions({ ariaLabel: `${label}, before` });
          mounted.getModifiedEditor().updateOptions({ ariaLabel: `${label}, after` });
        };
        name();
        mounted.onDidUpdateDiff(name);
        mounted.getModifiedEditor().onDidLayoutChange(name);
      }}
      options={{
        ...monacoOptions,
        readOnly: true,
        renderSideBySide: !unified,
        renderSideBySideInlineBreakpoint: 640,
        hideUnchangedRegions: { enabled: true },
        renderOverviewRuler: false,
        renderMarginRevertIcon: false,
        renderGutterMenu: false,
      }}
      loading={<span className="text-12 text-text-3">Opening the editor</span>}
    />
  );
}
