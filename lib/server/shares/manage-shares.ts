import type { Share } from '@/lib/api/share-contract';
import { resolveLineage } from '@/lib/db/lineage';
import { readOutline } from '@/lib/db/read-outline';
import type { ShareRow } from '@/lib/db/records';
import type { Store } from '@/lib/db/store';
import { AppError } from '@/lib/errors';
import { newId } from '@/lib/server/new-id';
import { formatTitle } from '@/lib/server/traces/describe-trace';
import { findTrace } from '@/lib/server/traces/find-trace';
import type { Outline } from '@/lib/trace/outline';
import type { Lane } from '@/lib/trace/trace';
import type { SharePin, SharePins } from './share-pins';
import { newShareToken, shareTokenHash } from './share-token';

export type ShareTarget =
  | { kind: 'trace'; traceId: string; seq?: number | undefined }
  | { kind: 'diff'; a: string; b: string; row?: string | undefined };

const dayMs = 24 * 60 * 60 * 1000;

/**
 * Makes a link to what its traces hold now. The token is in the answer and nowhere else.
 * Throws AppError `not_found`, or `bad_request` for an event that the trace does not have.
 */
export async function createShare(
  store: Store,
  target: ShareTarget,
  expiresInDays: number | null,
  now = new Date(),
): Promise<{ share: Share; token: string }> {
  const pins = await pinsOf(store, target);
  const token = newShareToken();
  const row = await store.writes.run(() =>
    store.prisma.share.create({
      data: {
        id: newId(),
        tokenHash: shareTokenHash(token),
        kind: target.kind,
        pins: JSON.stringify(pins),
        title: pins.traces.map(({ shown }) => shown.name).join(' ↔ '),
        createdAt: now,
        expiresAt: expiresInDays === null ? null : new Date(now.getTime() + expiresInDays * dayMs),
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

async function pinsOf(store: Store, target: ShareTarget): Promise<SharePins> {
  if (target.kind === 'diff') {
    return {
      traces: [await pinOf(store, target.a, 'a'), await pinOf(store, target.b, 'b')],
      seq: null,
      row: target.row ?? null,
    };
  }
  const pin = await pinOf(store, target.traceId, 'a');
  const seq = target.seq ?? null;
  if (seq !== null && seq >= pin.events) {
    throw new AppError('bad_request', `There is no event ${seq}: the trace has ${pin.events}.`);
  }
  return { traces: [pin], seq, row: null };
}

async function pinOf(store: Store, id: string, side: 'a' | 'b'): Promise<SharePin> {
  const trace = await findTrace(store, id);
  const { name, format, outcome, timeQuality, totals } = trace;
  const pinned = { events: trace.eventCount, messages: trace.poolSize };
  const lineage = resolveLineage(store.raw, id, pinned);
  const lanes = lineage ? seenLanes(trace.lanes, readOutline(store, lineage)) : [];
  return {
    ...{ id, ...pinned },
    shown: { side, name, formatTitle: formatTitle(format), outcome, timeQuality, totals, lanes },
  };
}

/** A branch knows all lanes of its parent, also those that began after the fork: its rows do not. */
function seenLanes(lanes: readonly Lane[], outline: Outline): Lane[] {
  const byId = new Map(lanes.map((lane) => [lane.id, lane]));
  const seen = new Set<string>();
  for (const row of outline) {
    let id: string | null = row.lane;
    while (id !== null && !seen.has(id)) {
      seen.add(id);
      id = byId.get(id)?.parent ?? null;
    }
  }
  return lanes.filter(({ id }) => seen.has(id));
}

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

function shareOf(row: ShareRow): Share {
  return {
    id: row.id,
    kind: row.kind === 'diff' ? 'diff' : 'trace',
    title: row.title,
    createdAt: row.createdAt.toISOString(),
    expiresAt: iso(row.expiresAt),
    revokedAt: iso(row.revokedAt),
    views: row.views,
    lastViewedAt: iso(row.lastViewedAt),
  };
}
