import { loader } from '@monaco-editor/react';
import * as monaco from 'monaco-editor/editor/editor.api.js';
import 'monaco-editor/features/register.all.js';
import 'monaco-editor/languages/features/json/register.js';
import { cssColour } from './css-colour';

// Only what is needed: the whole of monaco-editor brings every language and a TypeScript worker.
self.MonacoEnvironment = {
  getWorker: (_id, label) =>
    label === 'json'
      ? new Worker(new URL('monaco-editor/language/json/json.worker.js', import.meta.url), {
          type: 'module',
        })
      : new Worker(new URL('monaco-editor/editor/editor.worker.js', import.meta.url), {
          type: 'module',
        }),
};

// Ours, not the one that the loader would fetch from elsewhere.
loader.config({ monaco });

/** Makes the editor look like the page, in the scheme that the page has now. */
export function defineMonacoTheme(scheme: 'light' | 'dark'): void {
  const token = (value: string) => cssColour(`var(--${value})`);
  monaco.editor.defineTheme(`retake-${scheme}`, {
    base: scheme === 'dark' ? 'vs-dark' : 'vs',
    inherit: true,
    rules: [
      { token: '', foreground: token('text-1').slice(1) },
      { token: 'string.key.json', foreground: token('text-2').slice(1) },
      { token: 'string.value.json', foreground: token('text-1').slice(1) },
      { token: 'number', foreground: token('agent').slice(1) },
      { token: 'keyword', foreground: token('agent').slice(1) },
      { token: 'delimiter', foreground: token('text-3').slice(1) },
    ],
    colors: {
      'editor.background': token('surface-0'),
      'editor.foreground': token('text-1'),
      'editorLineNumber.foreground': token('text-3'),
      'editorLineNumber.activeForeground': token('text-1'),
      'editor.lineHighlightBackground': token('surface-1'),
      'editor.lineHighlightBorder': token('surface-1'),
      'editor.selectionBackground': token('select-tint'),
      'editorCursor.foreground': token('text-1'),
      'editorWidget.background': token('surface-1'),
      'editorWidget.border': token('line-strong'),
      'input.background': token('surface-0'),
      'input.border': token('line-strong'),
      focusBorder: token('select'),
      'diffEditor.insertedTextBackground': `${token('add')}40`,
      'diffEditor.removedTextBackground': `${token('del')}40`,
      'diffEditor.insertedLineBackground': token('add-tint'),
      'diffEditor.removedLineBackground': token('del-tint'),
      'diffEditor.diagonalFill': token('line'),
      'scrollbar.shadow': '#00000000',
    },
  });
}

/** Shared by editor and diff: nothing of a trace is a link, nothing is suggested, Tab moves on. */
export const monacoOptions: monaco.editor.IEditorOptions & monaco.editor.IGlobalEditorOptions = {
  fontSize: 12,
  lineHeight: 18,
  fontFamily: 'var(--font-geist-mono), ui-monospace, monospace',
  minimap: { enabled: false },
  links: false,
  wordWrap: 'on',
  scrollBeyondLastLine: false,
  automaticLayout: true,
  tabFocusMode: true,
  renderControlCharacters: true,
  quickSuggestions: false,
  wordBasedSuggestions: 'off',
  folding: true,
  overviewRulerLanes: 0,
  stickyScroll: { enabled: false },
  fixedOverflowWidgets: true,
  'semanticHighlighting.enabled': false,
  unicodeHighlight: { ambiguousCharacters: true, invisibleCharacters: true },
};
