import { isNumber, isWord, type TokenChange } from './token-changes';

/** A change of these kinds can turn the meaning of a step; rewording cannot be told from others. */
export type ChangeKind = 'flag' | 'number' | 'name';

/** Words that are each other's contrary wherever they stand: a matter of language, not of a log format. */
const contraries = new Set(
  [
    ['true', 'false'],
    ['yes', 'no'],
    ['on', 'off'],
    ['enabled', 'disabled'],
    ['success', 'failure'],
    ['pass', 'fail'],
    ['passed', 'failed'],
    ['allowed', 'denied'],
    ['valid', 'invalid'],
  ].flatMap(([a, b]) => [`${a}|${b}`, `${b}|${a}`]),
);

export const isCapital = (word: string): boolean => /^\p{Lu}/u.test(word);

/** Starts with a capital, and most of its longer words do. */
function nameLike(words: readonly string[]): boolean {
  const first = words[0] ?? '';
  const last = words.at(-1) ?? '';
  if (!isCapital(first) || (!isCapital(last) && last.length <= 3)) return false;
  const long = words.filter((word) => word.length > 3);
  return long.length > 0 && long.filter(isCapital).length / long.length >= 0.5;
}

/** The words and numbers of a change, without signs. */
export function meaningful(change: TokenChange): { from: string[]; to: string[] } {
  const keep = (token: string) => isNumber(token) || isWord(token);
  return { from: change.from.filter(keep), to: change.to.filter(keep) };
}

const grouped = /^\p{N}{1,3}(?:\.\p{N}{3})+$/u;
/** `1.50` and `1.5`, `1.200` and `1200`: how a number is written says nothing. */
function isSameNumber(a: string, b: string): boolean {
  if (!isNumber(a) || !isNumber(b)) return false;
  const readings = (text: string) =>
    [text, ...(grouped.test(text) ? [text.replaceAll('.', '')] : [])].map(Number);
  return readings(a).some((value) => readings(b).includes(value));
}

/** null where a change is none of these kinds. */
export function changeKind(from: readonly string[], to: readonly string[]): ChangeKind | null {
  const before = from.join(' ').toLowerCase();
  const after = to.join(' ').toLowerCase();
  if (before === after || isSameNumber(before, after)) return null;
  if (contraries.has(`${before}|${after}`)) return 'flag';
  if (from.length === 1 && to.length === 1 && isNumber(before) && isNumber(after)) return 'number';
  const letters = [...from, ...to].join('').length;
  const words = from.every(isWord) && to.every(isWord);
  return words && letters > 5 && nameLike(from) && nameLike(to) ? 'name' : null;
}
