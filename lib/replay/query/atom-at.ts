import type { Span } from './query';

/** The word of a half-written query in which the caret stands, from its first letter after `-` to its end. */
export function atomAt(text: string, caret: number): Span {
  let start = 0;
  let inQuotes = false;
  for (let at = 0; at < caret; at += 1) {
    const letter = text[at] ?? '';
    if (inQuotes && letter === '\\') at += 1;
    else if (letter === '"') inQuotes = !inQuotes;
    else if (!inQuotes && /[\s,()]/.test(letter)) start = at + 1;
    else if (!inQuotes && letter === '-' && at === start) start = at + 1;
  }
  let end = caret;
  while (end < text.length && (inQuotes || !/[\s,)]/.test(text[end] ?? ''))) {
    const letter = text[end];
    end += 1;
    if (letter === '"') inQuotes = !inQuotes;
  }
  return { start: Math.min(start, caret), end };
}
