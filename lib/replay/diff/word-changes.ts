import { diffWordsWithSpace } from 'diff';

export interface WordChange {
  kind: 'same' | 'added' | 'removed';
  text: string;
}

/** Above this many characters together, words side by side are no longer what one reads. */
const longest = 20_000;
/** Edits between two texts after which they have hardly anything in common. */
const mostEdits = 2_000;

/** Words removed and added on the way from one text to the other; null where they are too long or too far apart. */
export function wordChanges(before: string, after: string): WordChange[] | null {
  if (before.length + after.length > longest) return null;
  const changes = diffWordsWithSpace(before, after, { maxEditLength: mostEdits });
  if (!changes) return null;
  const found = changes.map(
    ({ added, removed, value }): WordChange => ({
      kind: added ? 'added' : removed ? 'removed' : 'same',
      text: value,
    }),
  );
  return joined(found);
}

/** Spaces or one short word between two changes are chance: read as part of one change. */
const island = /^\s*\S{0,3}\s*$/;

/** Changes that touch or have only an island between them become one: what went, then what came. */
function joined(changes: readonly WordChange[]): WordChange[] {
  const result: WordChange[] = [];
  let removed = '';
  let added = '';
  const flush = () => {
    if (removed) result.push({ kind: 'removed', text: removed });
    if (added) result.push({ kind: 'added', text: added });
    removed = '';
    added = '';
  };
  changes.forEach(({ kind, text }, index) => {
    const inside = removed !== '' && added !== '' && index < changes.length - 1;
    if (kind === 'same' && !(inside && island.test(text))) {
      flush();
      result.push({ kind, text });
      return;
    }
    if (kind !== 'added') removed += text;
    if (kind !== 'removed') added += text;
  });
  flush();
  return result;
}
