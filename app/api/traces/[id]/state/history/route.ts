import { appState } from '@/lib/server/app-state';
import { route } from '@/lib/server/http/route';
import { stateAnswers } from '@/lib/server/state/answer-state';

type Context = { params: Promise<{ id: string }> };

export const GET = route<Context>(
  { access: 'session', kind: 'read' },
  async (request, { params }) => {
    const { id } = await params;
    return stateAnswers.history(appState(), id, request.url);
  },
);
