import { searchedWords } from '@/lib/api/search-contract';

export interface SearchWord {
  /** One word, or several that stand next to each other. */
  text: string;
  /** Any ending will do. */
  prefix: boolean;
}

/** Stands between characters that are words of their own. The tokenizer takes it for a space, a reader never sees it. */
export const gap = '\u0001';
/** Around what was found in a snippet. */
export const foundStart = '\u0002';
export const foundEnd = '\u0003';

const scripts = ['Han', 'Hiragana', 'Katakana', 'Hangul', 'Thai', 'Lao', 'Khmer', 'Myanmar'];
/** Writing without spaces, and signs such as emojis. Marks that belong to a character stay with it. */
const alone = new RegExp(
  `[${scripts.map((script) => `\\p{Script=${script}}`).join('')}\\p{So}][\\p{M}\\u200d]*`,
  'gu',
);
/** What the tokenizer takes for a part of a word: see `tokenizer`. */
const wordly = /[\p{L}\p{N}\p{So}]/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: ours must not be confused with those of a trace
const control = /[\u0000-\u0003]/g;

/** SQLite keeps UTF-8, in which half a pair has no spelling. */
const half = /\p{Surrogate}/gu;

/** So that a search may begin and end anywhere in writing without spaces. */
export const tokenizer = `unicode61 remove_diacritics 2 categories 'L* N* Co So'`;

/** Text as it is indexed and asked for. */
export const spaced = (text: string): string =>
  text.replace(half, '\ufffd').replace(control, ' ').replace(alone, `${gap}$&${gap}`);

/**
 * What a person looks for: quoted words hold together, `word*` is any word that begins so, and everything else
 * (`AND`, `NEAR(`, `a:b`, a lone quote) is plain words. The first 32 count.
 */
export function searchWords(q: string): SearchWord[] {
  const words: SearchWord[] = [];
  for (const [, quoted, star, bare] of q.matchAll(/"([^"]*)"(\*?)|([^\s"]+)/g)) {
    const text = (quoted ?? bare ?? '').trim();
    const prefix = star === '*' || (bare !== undefined && text.endsWith('*'));
    const plain = bare === undefined ? text : text.replace(/\*+$/, '');
    if (wordly.test(plain)) words.push({ text: plain, prefix });
    if (words.length === searchedWords) break;
  }
  return words;
}

/** The same for FTS5: every word a quoted string, in which nothing is an operator. All must be there. */
export const matchExpression = (words: readonly SearchWord[]): string =>
  words
    .map(({ text, prefix }) => `"${spaced(text).replaceAll('"', '""')}"${prefix ? '*' : ''}`)
    .join(' AND ');

/** A snippet of FTS5 in pieces, on one line. */
export function snippetParts(snippet: string): { text: string; found: boolean }[] {
  const parts: { text: string; found: boolean }[] = [];
  for (const piece of snippet.replaceAll(gap, '').replace(/\s+/g, ' ').split(foundStart)) {
    const end = piece.indexOf(foundEnd);
    if (end > 0) parts.push({ text: piece.slice(0, end), found: true });
    const rest = piece.slice(end + 1);
    if (rest !== '') parts.push({ text: rest, found: false });
  }
  return parts;
}
