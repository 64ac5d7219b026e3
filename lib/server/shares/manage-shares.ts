import type { Share, SharedMatter } from '@/lib/api/share-contract';
import type { ShareRow } from '@/lib/db/records';
import type { Store } from '@/lib/db/store';
import { AppError } from '@/lib/errors';
import type { AppState } from '@/lib/server/app-state';
import { newId } from '@/lib/server/new-id';
import { hashPassphrase } from './passphrase';
import { pinReviewed } from './review-matter';
import { readPins } from './share-pins';
import { newShareToken, shareTokenHash } from './share-token';

export interface ShareRequest extends SharedMatter {
  reviewed: string;
  expiresInHours: number | null;
  passphrase?: string | undefined;
  maxViews?: number | undefined;
}

const hourMs = 60 * 60 * 1000;

/**
 * Makes a link to what its traces hold now. The token is in the answer and nowhere else.
 * Throws AppError `not_found`, `bad_request` for an event that the trace does not have, `conflict` where what would
 * be shared is not what was looked through.
 */
export async function createShare(
  app: Pick<AppState, 'store' | 'imports'>,
  { expiresInHours, passphrase, maxViews, ...request }: ShareRequest,
  now = new Date(),
): Promise<{ share: Share; token: string }> {
  const pins = await pinReviewed(app, request, request.reviewed);
  const token = newShareToken();
  const kept = passphrase === undefined ? null : await hashPassphrase(passphrase);
  const { store } = app;
  const row = await store.writes.run(() =>
    store.prisma.share.create({
      data: {
        id: newId(),
        tokenHash: shareTokenHash(token),
        kind: pins.kind,
        pins: JSON.stringify(pins),
        title: pins.title,
        createdAt: now,
        expiresAt:
          expiresInHours === null ? null : new Date(now.getTime() + expiresInHours * hourMs),
        ...{ passphrase: kept, maxViews: maxViews ?? null },
      },
    }),
  );
  return { share: shareOf(row), token };
}

/** Links that show a trace, or all of them; newest first. */
export async function listShares(store: Store, traceId?: string): Promise<Share[]> {
  const rows = await store.prisma.share.findMany({
    ...(traceId === undefined ? {} : { where: { pins: { contains: `"${traceId}"` } } }),
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  });
  return rows.map(shareOf);
}

/** Ends a link at once. Throws AppError `not_found`. */
export async function revokeShare(store: Store, id: string, now = new Date()): Promise<Share> {
  const row = await store.writes.run(async () => {
    await store.prisma.share.updateMany({
      where: { id, revokedAt: null },
      data: { revokedAt: now },
    });
    return store.prisma.share.findUnique({ where: { id } });
  });
  if (!row) throw new AppError('not_found', 'There is no such share.');
  return shareOf(row);
}

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

function shareOf(row: ShareRow): Share {
  const { kind, masks, title } = readPins(row.pins, row.title);
  const { id, views, maxViews } = row;
  return {
    ...{ id, kind, title, views, maxViews },
    createdAt: row.createdAt.toISOString(),
    expiresAt: iso(row.expiresAt),
    revokedAt: iso(row.revokedAt),
    lastViewedAt: iso(row.lastViewedAt),
    passphrase: row.passphrase !== null,
    masked: masks.length,
  };
}
