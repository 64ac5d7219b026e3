import { type Ignorable, ignorable } from '@/lib/api/diff-contract';

import type { Opened } from '@/lib/view/diff-rows';
import { readOpened } from '@/lib/view/opened';

/** What the page showed when it was shared. */
export interface SharedPlace {
  /** Event of a trace. */
  seq: number | null;
  /** `a-b` of a row of a diff. */
  row: string | null;
  /** Folds that stood open. */
  open: ReadonlyMap<string, Opened>;
  ignore: readonly Ignorable[];
}

/** Reads the query of a page. It is only ever compared with what the file has: nothing of it is written. */
export function sharedPlace(view: string | null): SharedPlace {
  const query = new URLSearchParams(view ?? '');
  const seq = query.get('e');
  const words = new Set((query.get('ignore') ?? '').split(','));
  return {
    seq: seq !== null && /^\d{1,15}$/.test(seq) ? Number(seq) : null,
    row: query.get('at'),
    open: readOpened((query.get('open') ?? '').split(',')),
    ignore: ignorable.filter((word) => words.has(word)),
  };
}
