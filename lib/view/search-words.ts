import { counted, exactNumber } from './format-number';

/** Words that were searched for in all traces, as the query of one trace: each stands for itself. */
export const queryOfWords = (words: readonly { text: string }[]): string =>
  words
    .map(({ text }) =>
      /^[\p{L}\p{N}]+$/u.test(text) && !/^(AND|OR|NOT)$/.test(text)
        ? text
        : `"${text.replace(/["\\]/g, '\\$&')}"`,
    )
    .join(' ');

/** What is not searched yet; empty where all is. */
export function notYetSearched({ traces, ready }: { traces: number; ready: number }): string {
  const rest = traces - ready;
  if (rest <= 0) return '';
  return `Searched ${exactNumber(ready)} of ${counted(traces, 'trace')}: ${
    rest === 1 ? 'one is' : `${exactNumber(rest)} are`
  } still being indexed`;
}

/** `12 events in 3 traces`. */
export const foundCount = ({ events, total }: { events: number; total: number }): string =>
  `${counted(events, 'event')} in ${counted(total, 'trace')}`;

/** The question with its last word as the beginning of a word; null where that is no other question. */
export function asPrefix(q: string): string | null {
  const text = q.trim();
  return /[\p{L}\p{N}]$/u.test(text) && (text.split('"').length - 1) % 2 === 0 ? `${text}*` : null;
}
