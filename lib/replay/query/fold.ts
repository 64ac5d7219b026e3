const special = /[\\^$.*+?()[\]{}|/]/g;

/** Whether a text holds the words, whatever their case in any script. Compiled once, asked often. */
export function holding(words: string): (text: string) => boolean {
  // Quoted whole, so the pattern is a plain one and cannot take long.
  const pattern = new RegExp(words.replace(special, '\\$&'), 'iu');
  return (text) => pattern.test(text);
}

/** Whether a text is the words, whatever their case in any script. */
export function equalling(words: string): (text: string) => boolean {
  const pattern = new RegExp(`^${words.replace(special, '\\$&')}$`, 'iu');
  return (text) => pattern.test(text);
}
