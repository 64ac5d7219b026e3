'use client';

import { parseAsBoolean, useQueryState } from 'nuqs';
import { useMemo } from 'react';
import type { TraceSource } from '@/components/data/trace-source';
import { useOutline } from '@/components/data/use-outline';
import type { RowState } from '@/lib/replay/diff/blocks-of';
import type { OutlineRow } from '@/lib/trace/outline';
import { controlRows } from '@/lib/view/control-rows';
import type { ControlRun } from './use-control';

/** What stands in the third column beside a row of A. */
export interface ControlCell {
  state: RowState;
  seq: number | null;
  row: OutlineRow | undefined;
}

const shown = parseAsBoolean.withDefault(true).withOptions({ history: 'replace' });

/** The third column: whether it is shown (in the address) and what is in it, by A's seq. */
export function useControlCells(control: ControlRun | null, left: TraceSource) {
  const [isWanted, setWanted] = useQueryState('control', shown);
  // Rows of A are loaded already: without a control nothing else is asked for.
  const { rows } = useOutline(control?.source ?? left);
  const blocks = control?.diff?.blocks;
  const laid = useMemo(() => (blocks ? controlRows(blocks) : null), [blocks]);
  return {
    isShown: isWanted && control !== null,
    toggle: () => void setWanted(!isWanted),
    only: laid?.only ?? 0,
    cellOf: (a: number | null): ControlCell | null => {
      const there = a === null ? undefined : laid?.byRow[a];
      return there ? { ...there, row: there.seq === null ? undefined : rows[there.seq] } : null;
    },
  };
}
