/** A word that names a file of JavaScript or TypeScript. */
const isScript = (word: string): boolean => /^[^\s>]+\.[cm]?[jt]sx?$/.test(word);

/** The first such word of a line and what stands behind it; null where there is none among its first words. */
export function scriptIn(text: string): { file: string; rest: string } | null {
  let at = 0;
  for (const word of text.split(' ', 12)) {
    if (isScript(word)) return { file: word, rest: text.slice(at + word.length) };
    at += word.length + 1;
  }
  return null;
}

/** Without the time that a framework adds: `name (5 ms)`, `name 12ms`. */
export const untimed = (name: string): string =>
  name.replace(/ (?:\(\d[\d.]* ?m?s\)|\d[\d.]*m?s)$/, '').trim();
