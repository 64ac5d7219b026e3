import { AppError } from '@/lib/errors';
import type { AppState } from '@/lib/server/app-state';
import { noShare, openShare } from '@/lib/server/shares/open-share';
import { SharedReader } from '@/lib/server/shares/shared-reader';
import { sharedRecords } from '@/lib/server/shares/shared-records';
import { blobResponse } from '@/lib/server/traces/blob-response';
import { findLineage } from '@/lib/server/traces/find-trace';
import { parseRanges } from '@/lib/server/traces/parse-ranges';
import { eventAt, messagesAt, setupOf } from '@/lib/server/traces/read-trace';
import { positionsOf } from '@/lib/trace/conversation';

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

/** Answers to the reader of a share: through its one reader, so that nothing else leaves. */
export const sharedBodies = {
  async event(app: AppState, at: SharedPlace, seq: string): Promise<Response> {
    return Response.json((await readerOf(app, at)).event(at.side, seqOf(seq)));
  },
  async messages(app: AppState, at: SharedPlace, url: string): Promise<Response> {
    const reader = await readerOf(app, at);
    const positions = [...positionsOf(rangesOf(url))];
    return Response.json({ items: reader.messages(at.side, positions) });
  },
  async setup(app: AppState, at: SharedPlace, hash: string): Promise<Response> {
    return Response.json((await readerOf(app, at)).setup(at.side, hash));
  },
  async blob(app: AppState, at: SharedPlace, sha256: string): Promise<Response> {
    const blob = await (await readerOf(app, at)).blob(at.side, sha256);
    if (!blob) throw noShare();
    return blobResponse(sha256, blob);
  },
  async records(app: AppState, at: SharedPlace, seq: string): Promise<Response> {
    const reader = await readerOf(app, at);
    return Response.json({ items: await sharedRecords(app, reader, at.side, seqOf(seq)) });
  },
};

/** A trace of a share, and the cookies of who asks. */
export interface SharedPlace {
  token: string;
  side: string;
  cookies: string | null;
}

const readerOf = async ({ store }: AppState, { token, cookies }: SharedPlace) =>
  new SharedReader(store, (await openShare(store, token, cookies)).pins);

function seqOf(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new AppError('bad_request', 'An event is named by its number.');
}

const rangesOf = (url: string) => parseRanges(new URL(url).searchParams.get('ranges') ?? '');
