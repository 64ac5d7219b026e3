import type { MediaBytes } from '@/lib/resume/media-content';
import type { Json } from '@/lib/trace/json';
import type { Part } from '@/lib/trace/message';

/** What a part says in characters, near to how it is sent; null for what is no text. */
export function partText(part: Part, bytes: MediaBytes): string | null {
  switch (part.type) {
    case 'text':
    case 'reasoning':
      return part.text;
    case 'tool-call':
      return `${part.tool} ${jsonText(part.input)}`;
    case 'tool-result':
      return jsonText(part.output);
    case 'media': {
      const body = isText(part.mediaType) && part.blob && bytes(part.blob.sha256);
      return body ? new TextDecoder().decode(body) : null;
    }
    case 'unknown':
      return jsonText(part.value);
  }
}

const jsonText = (value: Json): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

/** Files that a conversation carries as text, see `mediaContent`. */
const isText = (mediaType: string): boolean => /^text\/|^application\/json$/.test(mediaType);
