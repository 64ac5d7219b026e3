import { AppError } from '@/lib/errors';
import type { AppState } from '@/lib/server/app-state';
import { noShare, openShare } from '@/lib/server/shares/open-share';
import { sharedEvent } from '@/lib/server/shares/shared-event';
import { sharedScope } from '@/lib/server/shares/shared-scope';
import { blobResponse } from '@/lib/server/traces/blob-response';
import { findLineage } from '@/lib/server/traces/find-trace';
import { parseRanges } from '@/lib/server/traces/parse-ranges';
import { eventAt, messagesAt, setupOf } from '@/lib/server/traces/read-trace';

/** Answers of `bodyContract`, as plain JSON: whatever keys a trace has come through. */
export const traceBodies = {
  event: ({ store }: AppState, id: string, seq: string): Response =>
    Response.json(eventAt(store, findLineage(store, id), seqOf(seq))),
  messages({ store }: AppState, id: string, url: string): Response {
    const ranges = rangesOf(url);
    return Response.json({ items: messagesAt(store, findLineage(store, id), ranges) });
  },
  setup: ({ store }: AppState, id: string, hash: string): Response =>
    Response.json(setupOf(store, findLineage(store, id), hash)),
};

export const sharedBodies = {
  async event(app: AppState, token: string, side: string, seq: string): Promise<Response> {
    const { lineage } = await scopeOf(app, token, side);
    return Response.json(sharedEvent(eventAt(app.store, lineage, seqOf(seq))));
  },
  async messages(app: AppState, token: string, side: string, url: string): Promise<Response> {
    const { lineage, holdsMessage } = await scopeOf(app, token, side);
    const found = messagesAt(app.store, lineage, rangesOf(url));
    return Response.json({ items: found.filter(({ position }) => holdsMessage(position)) });
  },
  async setup(app: AppState, token: string, side: string, hash: string): Promise<Response> {
    const { lineage, holdsSetup } = await scopeOf(app, token, side);
    if (!holdsSetup(hash)) throw noShare();
    return Response.json(setupOf(app.store, lineage, hash));
  },
  async blob(app: AppState, token: string, side: string, sha256: string): Promise<Response> {
    const { lineage, holdsBlob } = await scopeOf(app, token, side);
    if (!(await holdsBlob(sha256))) throw noShare();
    return blobResponse(app.store, lineage, sha256);
  },
};

async function scopeOf({ store }: AppState, token: string, side: string) {
  const share = await openShare(store, token);
  if (side !== 'a' && side !== 'b') throw noShare();
  return sharedScope(store, share, side);
}

function seqOf(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new AppError('bad_request', 'An event is named by its number.');
}

const rangesOf = (url: string) => parseRanges(new URL(url).searchParams.get('ranges') ?? '');
