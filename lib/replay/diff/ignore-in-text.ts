import type { EventText } from './event-text';

/** What a reader may leave out of a comparison. */
export type Ignorable = 'ids' | 'times' | 'whitespace' | 'reasoning';

/** Dates and clock times as ISO 8601 writes them, with or without their other half. */
const isoTime =
  /\b\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?\b|\b\d{2}:\d{2}:\d{2}(?:[.,]\d{1,9})?\b/g;
/** Seconds or milliseconds since the epoch, from 2001 to 2286. */
const epoch = /\b1\d{9}(?:\d{3})?(?:\.\d{1,9})?\b/g;
/** UUIDs, and whatever mixes digits and letters for eight characters or more. */
const id =
  /\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b|\b(?=[A-Za-z_-]{0,40}\d)(?=\d{0,40}[A-Za-z_-])[A-Za-z0-9_-]{8,200}\b/gi;

/**
 * The text without what is ignored: in place of an id `<id>`, of a time `<time>`, of white space one blank.
 * Only for saying that two texts are equal but for it; which divergence is real is learnt, not masked.
 */
export function ignoreInText(
  { content, reasoning }: EventText,
  ignore: ReadonlySet<Ignorable>,
): string {
  let text = ignore.has('reasoning') ? content : `${content}\0${reasoning}`;
  if (ignore.has('times')) text = text.replace(isoTime, '<time>').replace(epoch, '<time>');
  if (ignore.has('ids')) text = text.replace(id, '<id>');
  if (ignore.has('whitespace')) text = text.replace(/\s+/g, ' ').trim();
  return text;
}
