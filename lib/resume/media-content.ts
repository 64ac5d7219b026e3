import type { LanguageModelV3FilePart, LanguageModelV3TextPart } from '@ai-sdk/provider';
import type { MediaPart } from '@/lib/trace/message';
import type { CarryRules } from './carry-rules';

/** The body of a blob by its sha256; undefined where the trace does not hold it. */
export type MediaBytes = (sha256: string) => Uint8Array | undefined;

/**
 * A recorded picture or file as a chat model takes it; null where it cannot be sent. An address found in a
 * trace is handed on for pictures only, as it was recorded: nobody here fetches it.
 */
export function mediaContent(
  part: MediaPart,
  bytes: MediaBytes,
  { media, pictureUrls }: CarryRules,
): LanguageModelV3FilePart | LanguageModelV3TextPart | null {
  const { mediaType, name } = part;
  const file = {
    type: 'file' as const,
    mediaType,
    ...(name === undefined ? {} : { filename: name }),
  };
  const body = part.blob && bytes(part.blob.sha256);
  if (body) {
    if (media.test(mediaType)) return { ...file, data: body };
    return /^text\/|^application\/json$/.test(mediaType)
      ? { type: 'text', text: new TextDecoder().decode(body) }
      : null;
  }
  const { url } = part;
  if (!pictureUrls || !url || !URL.canParse(url) || !mediaType.startsWith('image/')) return null;
  const address = new URL(url);
  return address.protocol === 'https:' ? { ...file, data: address } : null;
}
