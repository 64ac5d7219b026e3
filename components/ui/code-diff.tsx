'use client';

import dynamic from 'next/dynamic';
import { classes } from './classes';

export interface CodeDiffProps {
  label: string;
  before: string;
  after: string;
  language?: 'plaintext' | 'json';
  /** One below the other, wherever there would be room for both. */
  unified?: boolean;
  /** Has to give it a height. */
  className?: string;
}

const MonacoDiff = dynamic(() => import('./monaco-diff'), {
  ssr: false,
  loading: () => <p className="p-2 text-12 text-text-3">Opening the editor</p>,
});

/** Two long texts side by side, one below the other where it is narrow; what is equal is folded. */
export function CodeDiff(props: CodeDiffProps) {
  return (
    <div
      className={classes('overflow-hidden border border-line-strong', props.className ?? 'h-80')}
    >
      <MonacoDiff {...props} />
    </div>
  );
}
