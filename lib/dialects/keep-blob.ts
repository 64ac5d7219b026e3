import type { BlobRef } from '@/lib/trace/message';

/** Keeps a body beside the trace. null where the text is no base64 or holds no bytes. */
export type KeepBlob = (base64: string, mediaType: string) => BlobRef | null;

/** Keeps bodies in a trace builder, or in anything else that stores bytes by content. */
export function keepBlobIn(store: {
  blob(bytes: Uint8Array, mediaType: string): BlobRef;
}): KeepBlob {
  return (base64, mediaType) => {
    const bytes = bytesOf(base64);
    return bytes && store.blob(bytes, mediaType);
  };
}

function bytesOf(base64: string): Uint8Array | null {
  try {
    const binary = atob(base64);
    if (binary === '') return null;
    const bytes = new Uint8Array(binary.length);
    for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
    return bytes;
  } catch {
    return null;
  }
}
