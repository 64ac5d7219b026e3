import { answerApi } from '@/lib/server/api/answer-api';
import { answerUpload } from '@/lib/server/api/answer-upload';
import { route } from '@/lib/server/http/route';

export const GET = route({ access: 'session', kind: 'read' }, answerApi);
export const POST = route({ access: 'session', kind: 'upload' }, (request) =>
  answerUpload(request),
);
/** `curl -T` puts. */
export const PUT = route({ access: 'session', kind: 'upload' }, (request) => answerUpload(request));
