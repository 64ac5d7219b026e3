'use client';

import dynamic from 'next/dynamic';
import { classes } from './classes';

export interface CodeEditorProps {
  /** What is edited: its accessible name. */
  label: string;
  value: string;
  /** Without it the text can only be read. */
  onChange?: (value: string) => void;
  language?: 'plaintext' | 'json';
  readOnly?: boolean;
  /** Ctrl or Cmd + Enter inside the editor. */
  onSubmit?: () => void;
  /** Has to give it a height. */
  className?: string;
}

// A megabyte of editor: it comes when the first one is shown, and never to the server.
const MonacoCode = dynamic(() => import('./monaco-code'), {
  ssr: false,
  loading: () => <p className="p-2 text-12 text-text-3">Opening the editor</p>,
});

/** For long text and JSON. Tab leaves it, as everywhere on the page. */
export function CodeEditor(props: CodeEditorProps) {
  return (
    <div
      className={classes(
        'overflow-hidden rounded-4 border border-line-strong focus-within:border-select',
        props.className ?? 'h-80',
      )}
    >
      <MonacoCode {...props} />
    </div>
  );
}
