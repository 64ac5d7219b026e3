import type { Leaving } from './leaving';

/** Files that are text. */
export const isText = (mediaType: string): boolean =>
  /^text\/|[/+](?:json|xml|yaml|javascript)\b|^application\/(?:x-ndjson|sql)\b/i.test(mediaType);

/**
 * A body as the reader of a share gets it: text is masked; null for any other that holds a masked value as it is
 * written. What a picture shows, or an archive packs, is not looked into.
 */
export function sharedBlob(
  { masker }: Leaving,
  { mediaType, bytes }: { mediaType: string; bytes: Uint8Array },
): { mediaType: string; bytes: Uint8Array } | null {
  const shown = { mediaType: masker.text(mediaType), bytes };
  if (masker.isEmpty) return shown;
  const text = Buffer.from(bytes).toString('utf8');
  if (masker.count(text) === 0) return shown;
  return isText(mediaType) ? { ...shown, bytes: Buffer.from(masker.text(text)) } : null;
}
