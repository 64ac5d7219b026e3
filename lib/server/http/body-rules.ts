import { AppError } from '@/lib/errors';
import type { RoutePolicy } from './route-policy';

/** Bytes of a JSON body. */
export const maxJsonBody = 16 * 2 ** 20;

const uploadTypes = new Set([
  'application/octet-stream',
  'application/json',
  'application/x-ndjson',
  'application/ndjson',
  'application/jsonl',
  'application/x-jsonlines',
  'application/gzip',
  'application/x-gzip',
  'application/zip',
  'application/x-zip-compressed',
  'multipart/form-data',
  'text/plain',
  // What `curl --data-binary` says of any file; the body is taken as bytes all the same.
  'application/x-www-form-urlencoded',
]);

/**
 * Judges a body by its headers, before any of it is read. Whoever streams an upload still counts: a chunked
 * one states no length.
 * @throws AppError `unsupported_media`, `length_required`, `too_large`, `bad_request`
 */
export function checkBody(headers: Headers, kind: RoutePolicy['kind'], maxUpload: number): void {
  if (kind === 'json-mutation') checkJson(headers);
  if (kind === 'upload') checkUpload(headers, maxUpload);
}

function checkJson(headers: Headers): void {
  const type = mediaType(headers);
  const length = contentLength(headers);
  const chunked = headers.has('transfer-encoding');
  const empty = !chunked && (length === null || length === 0);
  if (type !== 'application/json' && !(empty && type === null)) {
    throw new AppError('unsupported_media', 'The body must be JSON.', {
      hint: 'Send the header Content-Type: application/json.',
    });
  }
  if (chunked) {
    throw new AppError('length_required', 'A JSON body must state its Content-Length.');
  }
  if (length !== null && length > maxJsonBody) throw tooLarge(length, maxJsonBody);
}

function checkUpload(headers: Headers, maxUpload: number): void {
  const type = mediaType(headers);
  if (type !== null && !uploadTypes.has(type)) {
    throw new AppError('unsupported_media', `An upload cannot be of type ${type}.`, {
      hint: 'Send it as application/octet-stream; with curl: curl --data-binary @<file> <address>.',
    });
  }
  const length = contentLength(headers);
  if (length !== null && length > maxUpload) {
    throw tooLarge(length, maxUpload, 'RETAKE_MAX_UPLOAD sets how large an upload may be.');
  }
}

const mediaType = (headers: Headers): string | null =>
  headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase() || null;

function contentLength(headers: Headers): number | null {
  const text = headers.get('content-length');
  if (text === null) return null;
  if (!/^\d{1,15}$/.test(text)) throw new AppError('bad_request', 'Content-Length is no number.');
  return Number(text);
}

const tooLarge = (bytes: number, limit: number, hint?: string): AppError =>
  new AppError('too_large', `The body has ${bytes} bytes; ${limit} are allowed.`, {
    hint,
    details: { bytes, limit },
  });
