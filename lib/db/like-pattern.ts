/**
 * A LIKE pattern that every text which holds `words`, without regard to case, matches as it is stored; others may
 * match as well. LIKE knows the case of ASCII letters only, and two of those have relatives outside of ASCII; what
 * JSON escapes may be spelled at any length.
 */
export const likePattern = (words: string): string =>
  `%${words.replace(/./gsu, (letter) =>
    escapedInJson.test(letter)
      ? '%'
      : /[\u0080-\u{10ffff}kKsS]/u.test(letter)
        ? '_'
        : /[%_!]/.test(letter)
          ? `!${letter}`
          : letter,
  )}%`;

/** What JSON text never holds as it is: quotes, backslashes, control characters, halves of a pair. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
const escapedInJson = /["\\\u0000-\u001f\p{Surrogate}]/u;
