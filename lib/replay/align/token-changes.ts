import { diffArrays } from 'diff';
import { parameters } from './parameters';

/** Tokens of a step that are others in its partner. */
export interface TokenChange {
  from: string[];
  to: string[];
  /** Index of the first in the reference's step. */
  at: number;
}

export interface TokenChanges {
  changes: TokenChange[];
  /** Indices, in the reference's step, of tokens that both hold. */
  equal: number[];
}

/** What differs between two lists of tokens; null where it is more than the edit budget. */
export function tokenChanges(reference: string[], failing: string[]): TokenChanges | null {
  const parts = diffArrays(reference, failing, { maxEditLength: parameters.editBudget });
  if (!parts) return null;
  const found: TokenChanges = { changes: [], equal: [] };
  let at = 0;
  let open: TokenChange | null = null;
  for (const part of parts) {
    if (!part.added && !part.removed) {
      for (let next = 0; next < part.count; next += 1) found.equal.push(at + next);
      open = null;
    } else {
      if (!open) {
        open = { from: [], to: [], at };
        found.changes.push(open);
      }
      for (const token of part.value) (part.added ? open.to : open.from).push(token);
    }
    if (!part.added) at += part.count;
  }
  return found;
}

const hasDigit = /\p{N}/u;
export const isNumber = (token: string): boolean => /^\p{N}+(\.\p{N}+)*$/u.test(token);
export const isWord = (token: string): boolean => /^\p{L}/u.test(token) && !hasDigit.test(token);
export const hasDigits = (change: TokenChange): boolean =>
  [...change.from, ...change.to].some((token) => hasDigit.test(token));

/** Where a token stands: the two before it, digits and case left out. Steps that are alike share places. */
export function placeOf(tokens: readonly string[], at: number): string {
  const before = tokens.slice(Math.max(0, at - 2), at);
  return before.map((token) => (hasDigit.test(token) ? '0' : token.toLowerCase())).join(' ') || '^';
}
