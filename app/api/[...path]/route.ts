import { AppError } from '@/lib/errors';
import { answerApi } from '@/lib/server/api/answer-api';
import { answerUpload } from '@/lib/server/api/answer-upload';
import { route } from '@/lib/server/http/route';

export const GET = route({ access: 'session', kind: 'read' }, answerApi);
export const POST = route({ access: 'session', kind: 'json-mutation' }, answerApi);
export const PATCH = route({ access: 'session', kind: 'json-mutation' }, answerApi);
export const DELETE = route({ access: 'session', kind: 'json-mutation' }, answerApi);

/** `curl -T run.jsonl <address>/api/traces/` asks for `/api/traces/run.jsonl`. */
export const PUT = route({ access: 'session', kind: 'upload' }, (request) => {
  const [, name] = /^\/api\/traces\/([^/]+)$/.exec(new URL(request.url).pathname) ?? [];
  if (name === undefined) throw new AppError('not_found', 'Only traces can be put.');
  return answerUpload(request, decoded(name));
});

/** A name is only shown: one that is not encoded well is shown as it came. */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
