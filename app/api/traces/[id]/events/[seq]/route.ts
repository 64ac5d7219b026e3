import { traceBodies } from '@/lib/server/api/answer-bodies';
import { appState } from '@/lib/server/app-state';
import { route } from '@/lib/server/http/route';

type Context = { params: Promise<{ id: string; seq: string }> };

export const GET = route<Context>({ access: 'session', kind: 'read' }, async (_, { params }) => {
  const { id, seq } = await params;
  return traceBodies.event(appState(), id, seq);
});
