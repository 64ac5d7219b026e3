/** `1,200` and `1200` are one number. */
const withoutThousands = (text: string): string => text.replace(/(\d),(?=\d{3}\b)/g, '$1');

/** Scripts that put no space between words: each of their letters counts as one. */
const unspaced =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}';
const word = new RegExp(`[${unspaced}]\\p{M}*|(?:(?![${unspaced}])[\\p{L}\\p{M}\\p{N}])+`, 'gu');

/** Words and numbers in lower case and one normal form, in order, with repeats. */
export const wordsOf = (text: string): string[] =>
  plainNumbers(text.normalize('NFKC').toLowerCase()).match(word) ?? [];

/**
 * Whatever separates its groups of three digits, `1,200`, `1 200` and `1200` are the same word. A point does so
 * only where it cannot be a decimal one.
 */
const plainNumbers = (text: string): string =>
  text
    .replace(/[,_'’\s](?=\p{N}{3}(?!\p{N}))(?<=\p{N}.)/gsu, '')
    .replace(
      /(?<![\p{N}.])\p{N}{1,3}(?:(?:\.\p{N}{3})+(?=,\p{N})|(?:\.\p{N}{3}){2,}(?![.\p{N}]))/gu,
      (whole) => whole.replaceAll('.', ''),
    );

const token = new RegExp(
  `[${unspaced}]\\p{M}*|(?=[\\p{L}\\p{N}_-]*\\p{L})(?=[\\p{L}\\p{N}_-]*\\p{N})[\\p{L}\\p{N}_-]+|(?:(?![${unspaced}])[\\p{L}\\p{M}])+|\\p{N}+(?:\\.\\p{N}+)*|[^\\s\\p{L}\\p{N}]`,
  'gu',
);

/** Words, numbers, things of letters and digits (ids), and single signs; case is kept. At most `limit`. */
export function tokensOf(text: string, limit: number): string[] {
  const tokens = withoutThousands(text).match(token) ?? [];
  return tokens.length > limit ? tokens.slice(0, limit) : tokens;
}
