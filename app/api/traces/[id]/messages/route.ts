import { traceBodies } from '@/lib/server/api/answer-bodies';
import { appState } from '@/lib/server/app-state';
import { route } from '@/lib/server/http/route';

type Context = { params: Promise<{ id: string }> };

export const GET = route<Context>(
  { access: 'session', kind: 'read' },
  async (request, { params }) => {
    const { id } = await params;
    return traceBodies.messages(appState(), id, request.url);
  },
);
