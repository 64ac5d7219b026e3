import type { LanguageModelV3FilePart } from '@ai-sdk/provider';
import type { MediaPart } from '@/lib/trace/message';

/** The body of a blob by its sha256; undefined where the trace does not hold it. */
export type MediaBytes = (sha256: string) => Uint8Array | undefined;

const sendable = /^(image\/|audio\/(wav|mp3|mpeg)$|application\/pdf$|text\/)/;

/**
 * A recorded picture or file as a chat model takes it; null where it cannot be sent. An address found in a
 * trace is handed on for pictures only, as it was recorded: nobody here fetches it.
 */
export function mediaContent(part: MediaPart, bytes: MediaBytes): LanguageModelV3FilePart | null {
  const { mediaType, name } = part;
  const file = {
    type: 'file' as const,
    mediaType,
    ...(name === undefined ? {} : { filename: name }),
  };
  const body = part.blob && bytes(part.blob.sha256);
  if (body) return sendable.test(mediaType) ? { ...file, data: body } : null;
  const { url } = part;
  if (!url || !URL.canParse(url) || !mediaType.startsWith('image/')) return null;
  const address = new URL(url);
  return address.protocol === 'https:' ? { ...file, data: address } : null;
}
