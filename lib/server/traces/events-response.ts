import type { AppState } from '@/lib/server/app-state';
import { streamText } from '@/lib/server/http/stream-text';
import { eventsRequest } from './events-request';
import { findLineage, findTrace } from './find-trace';
import { eventDocument, eventLines } from './list-events';

/**
 * The events of a trace that a query keeps, as NDJSON or as one document, read as fast as they are taken.
 * Throws AppError `not_found`, `bad_request` before anything is sent; trouble after that breaks the stream off.
 */
export async function eventsResponse(
  app: Pick<AppState, 'store' | 'imports'>,
  id: string,
  { url, headers, signal }: Request,
): Promise<Response> {
  const asked = eventsRequest(new URL(url), headers.get('accept'));
  const trace = await findTrace(app.store, id);
  const list = { app, trace, lineage: findLineage(app.store, id), asked };
  const isJson = asked.format === 'json';
  const body = await streamText(isJson ? eventDocument(list) : eventLines(list), signal);
  return new Response(body, {
    headers: {
      'content-type': `application/${isJson ? 'json' : 'x-ndjson'}; charset=utf-8`,
      vary: 'accept',
    },
  });
}
