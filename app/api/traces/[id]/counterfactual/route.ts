import { appState } from '@/lib/server/app-state';
import { answerCounterfactual } from '@/lib/server/counterfactual/answer-counterfactual';
import { route } from '@/lib/server/http/route';

type Context = { params: Promise<{ id: string }> };

export const GET = route<Context>(
  { access: 'session', kind: 'read' },
  async (request, { params }) => {
    const { id } = await params;
    return answerCounterfactual(appState(), id, request);
  },
);
