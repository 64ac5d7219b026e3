import { appState } from '@/lib/server/app-state';
import { factAnswers } from '@/lib/server/facts/answer-facts';
import { route } from '@/lib/server/http/route';

export const GET = route({ access: 'session', kind: 'read' }, (request) =>
  factAnswers.diff(appState(), request),
);
