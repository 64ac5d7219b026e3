import type { MediaPart } from '@/lib/trace/message';
import type { KeepBlob } from './keep-blob';

const dataUrl = /^data:([^;,]*)(?:;[^;,]*)*;base64,/i;

/**
 * A medium given by URL: a base64 data URL is kept as a blob, anything else stays a reference that is shown
 * and never fetched.
 */
export function mediaFromUrl(
  url: string,
  fallback: string,
  keepBlob: KeepBlob,
  name?: string,
): MediaPart {
  const named = name === undefined ? {} : { name };
  const head = dataUrl.exec(url.slice(0, 200));
  if (head) {
    const mediaType = head[1] || fallback;
    const blob = keepBlob(url.slice(head[0].length), mediaType);
    if (blob) return { type: 'media', mediaType, blob, ...named };
  }
  return { type: 'media', mediaType: fallback, url, ...named };
}

/** A medium given as base64; null where it is none. */
export function mediaFromBase64(
  data: string,
  mediaType: string,
  keepBlob: KeepBlob,
  name?: string,
): MediaPart | null {
  const blob = keepBlob(data, mediaType);
  return blob && { type: 'media', mediaType, blob, ...(name === undefined ? {} : { name }) };
}
