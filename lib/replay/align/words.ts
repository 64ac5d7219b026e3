/** `1,200` and `1200` are one number. */
const withoutThousands = (text: string): string => text.replace(/(\d),(?=\d{3}\b)/g, '$1');

/** Words and numbers in lower case, in order, with repeats. */
export const wordsOf = (text: string): string[] =>
  withoutThousands(text.toLowerCase()).match(/[\p{L}\p{N}]+/gu) ?? [];

const token =
  /(?=[\p{L}\p{N}_-]*\p{L})(?=[\p{L}\p{N}_-]*\p{N})[\p{L}\p{N}_-]+|[\p{L}\p{M}]+|\p{N}+(?:\.\p{N}+)*|[^\s\p{L}\p{N}]/gu;

/** Words, numbers, things of letters and digits (ids), and single signs; case is kept. At most `limit`. */
export function tokensOf(text: string, limit: number): string[] {
  const tokens = withoutThousands(text).match(token) ?? [];
  return tokens.length > limit ? tokens.slice(0, limit) : tokens;
}
