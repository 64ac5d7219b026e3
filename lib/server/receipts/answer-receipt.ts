import { readFile, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { ReadableStream as NodeStream } from 'node:stream/web';
import { receiptInputSchema } from '@/lib/api/receipt-contract';
import type { AppState } from '@/lib/server/app-state';
import { queryInput } from '@/lib/server/http/query-input';
import { decodeSource } from '@/lib/server/import/decode-source';
import { spoolBody } from '@/lib/server/import/spool-body';
import { receiptOf } from './receipt-of';
import { receiptZip } from './receipt-zip';
import { noReceipt, verifyReceipt } from './verify-receipt';

/** `GET …/receipt?previous=&model=`: the bundle. Throws AppError `bad_request`, `not_found`. */
export async function answerReceipt(
  { store }: AppState,
  id: string,
  { url, signal }: Request,
): Promise<Response> {
  return receiptZip(await receiptOf(store, { id, ...queryInput(receiptInputSchema, url) }, signal));
}

/**
 * `POST …/receipt?previous=` with a bundle as body: what of it the trace gives, and what not. Nothing is kept.
 * Throws AppError `bad_request`, `not_found`, `too_large`, and as `decodeSource` for what cannot be unpacked.
 */
export async function answerVerification(
  { store, imports: { limits, spoolFolder } }: AppState,
  id: string,
  request: Request,
): Promise<Response> {
  const { previous } = queryInput(receiptInputSchema, request.url);
  if (!request.body) throw noReceipt();
  // Node's declaration of the web stream is another than the browser's for the same object.
  const body = Readable.fromWeb(request.body as NodeStream<Uint8Array>);
  const { file } = await spoolBody(body, { folder: spoolFolder, limit: limits.uploadBytes });
  try {
    const bytes = await readFile(file);
    const { files } = await decodeSource([{ path: 'receipt.zip', bytes }], limits);
    return Response.json(await verifyReceipt(store, { id, previous }, files, request.signal));
  } finally {
    await rm(file, { force: true });
  }
}
