import type { Atom, FieldAtom, Test, TextAtom } from './query';

/** Words, a phrase or a regex, written bare or behind `text`. */
export type TextLike = TextAtom | (FieldAtom & { field: 'text' });

export const isTextLike = (atom: Atom): atom is TextLike =>
  atom.type === 'text' || (atom.type === 'field' && atom.field === 'text');

/** What a text must be. */
export function wantedText(atom: TextLike): Test {
  if (atom.type === 'field') return atom.test;
  const { text, pattern } = atom.value;
  return pattern ? { type: 'matches', pattern, whole: false } : { type: 'contains', text };
}
