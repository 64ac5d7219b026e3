import { appState } from '@/lib/server/app-state';
import { factAnswers } from '@/lib/server/facts/answer-facts';
import { route } from '@/lib/server/http/route';

type Context = { params: Promise<{ id: string }> };

export const GET = route<Context>(
  { access: 'session', kind: 'read' },
  async (request, { params }) => {
    const { id } = await params;
    return factAnswers.facts(appState(), id, request);
  },
);
