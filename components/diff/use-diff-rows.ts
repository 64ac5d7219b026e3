'use client';

import { parseAsArrayOf, parseAsBoolean, parseAsString, useQueryStates } from 'nuqs';
import { useCallback, useMemo } from 'react';
import { changeIds, type DiffRow, diffRows } from '@/lib/view/diff-rows';
import type { Comparison } from './diff-side';

const params = {
  at: parseAsString,
  open: parseAsArrayOf(parseAsString).withDefault([]),
  detail: parseAsBoolean,
};

/** A fold and the row it begins with have the same id: in one list they need two. */
export const rowId = (row: DiffRow): string => (row.kind === 'fold' ? `fold-${row.id}` : row.id);

/** Where the eye belongs first: where the two part, else the branch's own edit. */
function firstLook(rows: readonly DiffRow[]): string | null {
  const find = (wanted: (state: string) => boolean) =>
    rows.find((row) => row.kind === 'pair' && wanted(row.state));
  const row =
    find((state) => state !== 'same' && state !== 'edit') ?? find((state) => state === 'edit');
  return row ? rowId(row) : null;
}

/** Rows, folds and the one selection of a diff; all of it lives in the address. */
export function useDiffRows(diff: Comparison) {
  const [{ at, open, detail }, set] = useQueryStates(params, { history: 'replace' });
  const rows = useMemo(() => diffRows(diff.blocks, new Set(open)), [diff, open]);
  const indexes = useMemo(() => new Map(rows.map((row, index) => [rowId(row), index])), [rows]);
  const changes = useMemo(
    () => changeIds(rows).flatMap((id) => indexes.get(id) ?? []),
    [rows, indexes],
  );
  const parting = useMemo(() => firstLook(rows), [rows]);

  const wanted =
    at !== null && indexes.has(at) ? at : (parting ?? (rows[0] ? rowId(rows[0]) : null));
  const index = wanted === null ? -1 : (indexes.get(wanted) ?? -1);
  const select = useCallback((id: string) => void set({ at: id }), [set]);
  const goTo = (next: number | undefined): void => {
    const row = next === undefined ? undefined : rows[next];
    if (row) select(rowId(row));
  };

  return {
    rows,
    selected: wanted,
    row: rows[index] ?? null,
    /** Place among the changes, from 1; 0 while the selection stands on none. */
    changeAt: changes.findLastIndex((change) => change <= index) + 1,
    changes: changes.length,
    parting,
    detail,
    unfolded: open.length,
    select,
    step: (by: 1 | -1) => goTo(index + by),
    nextChange: () => goTo(changes.find((change) => change > index)),
    previousChange: () => goTo(changes.findLast((change) => change < index)),
    unfold: (row: DiffRow) =>
      void set({ open: [...open, row.id], at: row.kind === 'fold' ? `${row.a}-${row.b}` : row.id }),
    foldAll: () => void set({ open: null }),
    showDetail: (shown: boolean) => void set({ detail: shown }),
  };
}
export type DiffRows = ReturnType<typeof useDiffRows>;
