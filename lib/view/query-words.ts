import { counted, exactNumber } from './format-number';

/** What is known of the answer to a query. */
export type QueryProgress =
  | { state: 'everything' | 'error' | 'stopped' | 'failed' }
  /** `found` is what was found so far, `null` while nothing is known. */
  | { state: 'searching'; found: number | null }
  | { state: 'answered'; found: number };

/**
 * `37 of 1,284`: how many events match, of how many that could.
 * @param of events of the trace, or of the stretch that is looked at
 * @param whole events of the trace; null until all rows are known
 */
export function queryCount(progress: QueryProgress, of: number, whole: number | null): string {
  const events = `${exactNumber(of)}${whole === null ? ' so far' : ''}`;
  switch (progress.state) {
    case 'everything':
      return whole !== null && of < whole ? `${events} of ${counted(whole, 'event')}` : '';
    case 'error':
      return '';
    case 'stopped':
      return 'Stopped';
    case 'failed':
      return 'The search failed';
    case 'searching':
      return progress.found === null ? 'Searching…' : `${exactNumber(progress.found)} so far`;
    case 'answered':
      return `${exactNumber(progress.found)} of ${events}`;
  }
}

/** Place among the matches, from 1; nothing where one stands on none. */
export const matchPlace = (at: number, found: number): string =>
  at > 0 ? `${exactNumber(at)} of ${exactNumber(found)}` : '';

/** A query with a mistake, cut where it is: before, the part itself, after. A mistake at the end has no part. */
export const aroundMistake = (
  text: string,
  { start, end }: { start: number; end: number },
): [string, string, string] => [text.slice(0, start), text.slice(start, end), text.slice(end)];
