import { appState } from '@/lib/server/app-state';
import { route } from '@/lib/server/http/route';
import { answerShareFile } from '@/lib/server/share-file/answer-share-file';

export const POST = route({ access: 'session', kind: 'json-mutation' }, (request) =>
  answerShareFile(appState(), request),
);
