'use client';

import { GitFork } from 'lucide-react';
import { Button } from '@/components/ui/button';
import type { Selection } from '@/components/workbench/use-selection';
import { useForkSheet } from './use-fork-sheet';

/** Opens the composer at the event one stands on. */
export function ForkButton({ selection }: { selection: Selection }) {
  const { open } = useForkSheet();
  const { row, side } = selection;
  return (
    row && (
      <Button
        look="fork"
        keys="f"
        glyph={<GitFork size={14} strokeWidth={1.5} aria-hidden />}
        onClick={() => open(row, side)}
      >
        Fork here
      </Button>
    )
  );
}
