'use client';

import { parseAsArrayOf, parseAsBoolean, parseAsString, useQueryStates } from 'nuqs';
import { useCallback, useDeferredValue, useMemo } from 'react';
import type { Outline } from '@/lib/trace/outline';
import { readDiffFilter } from '@/lib/view/diff-filter';
import {
  allRows,
  changeIndexes,
  type DiffRow,
  diffRows,
  type FoldRow,
  forkPlace,
  indexAtPlace,
  pickedRows,
} from '@/lib/view/diff-rows';
import { portion, readOpened, takenOut, writeOpened } from '@/lib/view/opened';
import type { Comparison } from './diff-side';

const params = {
  at: parseAsString,
  open: parseAsArrayOf(parseAsString).withDefault([]),
  detail: parseAsBoolean,
  q: parseAsString.withDefault(''),
};

/** A fold and the row it begins with have the same id: in one list they need two. */
export const rowId = (row: DiffRow): string => (row.kind === 'fold' ? `fold-${row.id}` : row.id);

/** Where the eye belongs first without a fork: the first difference, else noise or the branch's own edit. */
function firstLook(rows: readonly DiffRow[]): DiffRow | undefined {
  return (
    rows.find(({ state }) => !['same', 'edit', 'absorbed'].includes(state)) ??
    rows.find(({ state }) => state !== 'same') ??
    rows[0]
  );
}

const place = /^(?:fold-)?(\d+|x)-(\d+|x)$/;

/** Where a row of an address stands, also when it is folded away; null for what is no row here. */
function placeOf(blocks: Comparison['blocks'], at: string): number | null {
  const [, a, b] = place.exec(at) ?? [];
  return forkPlace(blocks, { a: Number(a ?? -1), b: Number(b ?? -1) });
}

/** Rows, folds, filter and the one selection of a diff; all of it lives in the address. */
export function useDiffRows(diff: Comparison, left: Outline, right: Outline) {
  const [{ at, open, detail, q }, set] = useQueryStates(params, { history: 'replace' });
  const { blocks, fork } = diff;
  const opened = useMemo(() => readOpened(open), [open]);
  const folded = useMemo(() => diffRows(blocks, opened, fork), [blocks, opened, fork]);
  const cut = useMemo(() => forkPlace(blocks, fork), [blocks, fork]);
  const total = useMemo(() => allRows(blocks), [blocks]);

  // The letters that are typed come first, the rows that they find when there is time.
  const wantedText = useDeferredValue(q.trim());
  const filter = useMemo(() => readDiffFilter(wantedText), [wantedText]);
  const isFiltered = wantedText !== '' && filter.problem === null;
  const rows = useMemo((): readonly DiffRow[] => {
    const { matches } = filter;
    if (!isFiltered || !matches) return folded;
    return pickedRows(blocks, (state, a, b, here) =>
      matches({
        ...{ state, fork: here === cut },
        a: a === null ? undefined : left[a],
        b: b === null ? undefined : right[b],
      }),
    );
  }, [isFiltered, filter, folded, blocks, cut, left, right]);

  const indexes = useMemo(() => new Map(rows.map((row, index) => [rowId(row), index])), [rows]);
  const changes = useMemo(() => changeIndexes(rows, cut), [rows, cut]);
  const parting = useMemo(() => {
    const row = cut === null ? undefined : rows[indexAtPlace(rows, cut)];
    return row?.place === cut ? row : null;
  }, [rows, cut]);
  const first = useMemo(() => parting ?? firstLook(rows), [parting, rows]);

  let index = at === null ? -1 : (indexes.get(at) ?? -1);
  // What the address names may be folded away: then the fold stands for it.
  const there = at !== null && index < 0 && !isFiltered ? placeOf(blocks, at) : null;
  if (there !== null) index = indexAtPlace(rows, there);
  if (index < 0 && first) index = indexes.get(rowId(first)) ?? -1;
  const row = rows[index] ?? null;

  const select = useCallback((id: string) => void set({ at: id }), [set]);
  const goTo = (next: number | undefined): void => {
    const found = next === undefined ? undefined : rows[next];
    if (found) select(rowId(found));
  };

  return {
    rows,
    /** Of all rows, folded ones counted. */
    total,
    selected: row ? rowId(row) : null,
    row,
    /** Place among the changes, from 1; 0 while the selection stands before all of them. */
    changeAt: changes.findLastIndex((change) => change <= index) + 1,
    changes: changes.length,
    fork: cut,
    parting: parting ? rowId(parting) : null,
    detail,
    unfolded: opened.size,
    text: q,
    problem: filter.problem,
    isFiltered,
    /** What narrows the rows that are drawn; empty where nothing does. */
    narrowed: isFiltered ? wantedText : '',
    setText: (text: string) => void set({ q: text === '' ? null : text }),
    select,
    step: (by: 1 | -1) => goTo(index + by),
    goToPlace: (wanted: number) => goTo(indexAtPlace(rows, wanted)),
    nextChange: () => goTo(changes.find((change) => change > index)),
    previousChange: () => goTo(changes.findLast((change) => change < index)),
    unfold: (fold: FoldRow, what: 'all' | 'top' | 'bottom') => {
      const step = what === 'bottom' && fold.count > portion ? fold.count - portion : 0;
      const [a, b] = [fold.a + step, fold.b + step];
      const id = `${a < fold.aEnd ? a : 'x'}-${b < fold.bEnd ? b : 'x'}`;
      // Where the address names a row within, that one is what the reader wants to see.
      const isWithin = there !== null && what === 'all';
      void set({
        open: writeOpened(takenOut(opened, fold, what)),
        ...(isWithin ? {} : { at: id }),
      });
    },
    foldAll: () => void set({ open: null }),
    showDetail: (shown: boolean) => void set({ detail: shown }),
  };
}
export type DiffRows = ReturnType<typeof useDiffRows>;
