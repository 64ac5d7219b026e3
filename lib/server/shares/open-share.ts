import type { Store } from '@/lib/db/store';
import { AppError } from '@/lib/errors';
import { type SharePins, sharePinsSchema } from './share-pins';
import { sameHash, shareTokenHash } from './share-token';

export interface OpenShare {
  id: string;
  kind: 'trace' | 'diff';
  title: string;
  expiresAt: Date | null;
  pins: SharePins;
}

/** One answer for all: who asks learns nothing of links that once were. */
export const noShare = (): AppError =>
  new AppError('not_found', 'This link does not work.', {
    hint: 'It may have expired or been revoked. Ask whoever sent it for a new one.',
  });

/** What a token opens. Throws AppError `not_found`, alike for unknown, expired and revoked ones. */
export async function openShare(store: Store, token: string, now = new Date()): Promise<OpenShare> {
  const tokenHash = shareTokenHash(token);
  const row = await store.prisma.share.findUnique({ where: { tokenHash } });
  if (!row || !sameHash(row.tokenHash, tokenHash)) throw noShare();
  if (row.revokedAt !== null || (row.expiresAt !== null && row.expiresAt <= now)) throw noShare();
  return {
    id: row.id,
    kind: row.kind === 'diff' ? 'diff' : 'trace',
    title: row.title,
    expiresAt: row.expiresAt,
    pins: sharePinsSchema.parse(JSON.parse(row.pins)),
  };
}

/** Counts somebody who opened the link. */
export async function countView(store: Store, id: string, now = new Date()): Promise<void> {
  await store.writes.run(() =>
    store.prisma.share.update({
      where: { id },
      data: { views: { increment: 1 }, lastViewedAt: now },
    }),
  );
}
