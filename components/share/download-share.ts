'use client';

import { apiErrorOf } from '@/components/data/api-error';
import type { SharedMatter } from '@/lib/api/share-contract';

const fallbackName = 'retake-share.html';

/** The name that the server gave a file. */
export function fileNameOf(disposition: string | null): string {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1];
  if (encoded !== undefined) {
    try {
      return decodeURIComponent(encoded);
    } catch {
      return fallbackName;
    }
  }
  return /filename="([^"]+)"/i.exec(disposition ?? '')?.[1] ?? fallbackName;
}

/** Saves what is shared as one file. Throws ORPCError in the words of the server. */
export async function downloadShare(matter: SharedMatter, reviewed: string): Promise<void> {
  const response = await fetch('/api/share-file', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...matter, reviewed }),
  });
  if (!response.ok) {
    const body: unknown = await response.json().catch(() => null);
    throw apiErrorOf(body, response.status) ?? new Error(`The server answered ${response.status}.`);
  }
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = fileNameOf(response.headers.get('content-disposition'));
  link.click();
  // The browser has taken it by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
