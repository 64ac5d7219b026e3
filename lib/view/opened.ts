import type { FoldRow, Opened } from './diff-rows';

/** So many rows come out of a fold at a time. */
export const portion = 20;

const form = /^(\d{1,9}-\d{1,9})(?:\.(\d{1,9})\.(\d{1,9}))?$/;

/** Folds as an address holds them: `a-b` is open, `a-b.20.40` has 20 rows taken out at its top and 40 at its end. */
export function readOpened(words: readonly string[]): Map<string, Opened> {
  const opened = new Map<string, Opened>();
  for (const word of words) {
    const [, id, top, bottom] = form.exec(word) ?? [];
    if (id === undefined) continue;
    opened.set(
      id,
      top === undefined || bottom === undefined
        ? 'all'
        : { top: Number(top), bottom: Number(bottom) },
    );
  }
  return opened;
}

export const writeOpened = (opened: ReadonlyMap<string, Opened>): string[] =>
  [...opened].map(([id, out]) => (out === 'all' ? id : `${id}.${out.top}.${out.bottom}`));

/** The folds after a reader took rows out of one of them. */
export function takenOut(
  opened: ReadonlyMap<string, Opened>,
  { id, count }: FoldRow,
  what: 'all' | 'top' | 'bottom',
): Map<string, Opened> {
  const was = opened.get(id) ?? { top: 0, bottom: 0 };
  const next = new Map(opened);
  if (what === 'all' || was === 'all' || count <= portion) next.set(id, 'all');
  else next.set(id, { ...was, [what]: was[what] + portion });
  return next;
}
