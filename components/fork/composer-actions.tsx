'use client';

import { GitFork, Grid2x2, Play } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { counted } from '@/lib/view/format-number';

const glyph = { size: 14, strokeWidth: 1.5, 'aria-hidden': true } as const;

interface ComposerActionsProps {
  /** Why what is typed is no branch; null: it is one. */
  unready: string | null;
  /** An endpoint is chosen; the matrix asks for the rest itself. */
  canMatrix: boolean;
  /** What is missing before anything may be sent; null: nothing. */
  missing: string | null;
  isPending: boolean;
  /** It is resumed as soon as what would be sent is looked through. */
  checking: boolean;
  /** How many runs begin. */
  runs: number;
  onSave: () => void;
  onMatrix: () => void;
  onResume: () => void;
  /** The plan, always in sight. */
  children: ReactNode;
}

/** The plan and what is still missing; then resume, or something less. */
export function ComposerActions(props: ComposerActionsProps) {
  const { unready, missing, isPending, checking, runs } = props;
  const words = runs > 1 ? `Resume ${counted(runs, 'run')}` : 'Resume';
  return (
    <div className="flex flex-col gap-x-4 gap-y-2 md:flex-row md:items-center">
      <div className="min-w-0 flex-1">
        {props.children}
        <p role="status" className="text-12 text-warn empty:hidden">
          {missing}
        </p>
      </div>
      <div className="flex shrink-0 flex-wrap justify-end gap-2">
        <Button
          size="medium"
          disabled={isPending || unready !== null || !props.canMatrix}
          glyph={<Grid2x2 {...glyph} />}
          onClick={props.onMatrix}
        >
          Run as matrix…
        </Button>
        <Button
          size="medium"
          disabled={isPending || unready !== null}
          glyph={<GitFork {...glyph} />}
          onClick={props.onSave}
        >
          Save fork only
        </Button>
        <Button
          look="primary"
          size="medium"
          keys="$mod+Enter"
          disabled={isPending || missing !== null}
          glyph={<Play {...glyph} />}
          onClick={props.onResume}
        >
          {isPending ? 'Starting…' : checking ? 'Looking through it…' : words}
        </Button>
      </div>
    </div>
  );
}
