import type { Lineage } from '@/lib/db/lineage';
import type { Store } from '@/lib/db/store';
import { type Atom, atomsOf, type FieldAtom, type Query } from '@/lib/replay/query/query';
import { isTextLike, wantedText } from '@/lib/replay/query/text-like';
import { findText, mayHold } from './find-text';

/** What a search found out about atoms of a query before any event was read: a byte an event. */
export interface KnownAtoms {
  /** 1 where the atom holds, 0 where it does not. */
  decided: ReadonlyMap<Atom, Uint8Array>;
  /** 0 where the atom cannot hold. */
  possible: ReadonlyMap<Atom, Uint8Array>;
}

export const nothingKnown: KnownAtoms = { decided: new Map(), possible: new Map() };

/** Looks for the words of a query by SQLite, which is far quicker than reading every event. */
export async function knownAtoms(
  source: Pick<Store, 'raw' | 'outlines'>,
  lineage: Lineage,
  { root }: Query,
  signal?: AbortSignal,
): Promise<KnownAtoms> {
  const decided = new Map<Atom, Uint8Array>();
  const possible = new Map<Atom, Uint8Array>();
  for (const atom of atomsOf(root)) {
    if (isTextLike(atom)) {
      decided.set(atom, await findText(source, lineage, wantedText(atom), signal));
      continue;
    }
    const words = atom.type === 'field' ? wordsIn(atom) : null;
    if (words !== null) possible.set(atom, await mayHold(source, lineage, words, signal));
  }
  return { decided, possible };
}

/** Words that must stand in whatever the atom holds for; null where none must. */
function wordsIn({ field, test }: FieldAtom): string | null {
  if (test.type !== 'like' || test.op === '!=' || test.number !== null) return null;
  // A list or an object may be spelled otherwise.
  if (/^\s*[[{]/.test(test.text)) return null;
  // An answer may be a text that holds JSON, which may be written in escapes of its own.
  return field !== 'result' || /^[\w .-]+$/.test(test.text) ? test.text : null;
}
