import { Readable } from 'node:stream';
import { z } from 'zod';
import { sharedMatterSchema } from '@/lib/api/share-contract';
import { AppError } from '@/lib/errors';
import type { AppState } from '@/lib/server/app-state';
import { webBody } from '@/lib/server/http/web-body';
import { pinReviewed } from '@/lib/server/shares/review-matter';
import { SharedReader } from '@/lib/server/shares/shared-reader';
import { contentDisposition } from '@/lib/server/uploads/content-disposition';
import { shareFile } from './share-file';

const requestSchema = sharedMatterSchema.extend({ reviewed: z.string().max(200) });

/**
 * Gives what is to be shared as a file to keep. Pinned and reviewed as a link is; nothing is stored.
 * Throws AppError `bad_request`, `not_found`, `conflict` where it is not what was looked through.
 */
export async function answerShareFile(app: AppState, request: Request): Promise<Response> {
  const wish = requestSchema.safeParse(await request.json().catch(() => null));
  if (!wish.success) {
    const [issue] = wish.error.issues;
    throw new AppError('bad_request', `${issue?.path.join('.') || 'body'}: ${issue?.message}`);
  }
  const { reviewed, ...matter } = wish.data;
  const reader = new SharedReader(app.store, await pinReviewed(app, matter, reviewed));
  const pieces = shareFile(app, reader, request.signal);
  // What cannot begin is told as an error, not as a file that breaks off.
  const first = await pieces.next();
  const body = Readable.from(joined(first, pieces), { objectMode: false });
  return new Response(webBody(body), {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-disposition': contentDisposition(`${reader.shown.title}.html`),
      'x-robots-tag': 'noindex, nofollow',
    },
  });
}

/** Pieces of about 64 KB, made when they are asked for. */
async function* joined(
  first: IteratorResult<string, void>,
  pieces: AsyncGenerator<string>,
): AsyncGenerator<Buffer> {
  let held = first.done ? [] : [first.value];
  let size = 0;
  for await (const piece of pieces) {
    held.push(piece);
    size += piece.length;
    if (size < 65_536) continue;
    yield Buffer.from(held.join(''));
    held = [];
    size = 0;
  }
  if (held.length > 0) yield Buffer.from(held.join(''));
}
