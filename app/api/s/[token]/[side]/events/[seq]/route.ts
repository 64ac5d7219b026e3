import { sharedBodies } from '@/lib/server/api/answer-bodies';
import { appState } from '@/lib/server/app-state';
import { route } from '@/lib/server/http/route';

type Context = { params: Promise<{ token: string; side: string; seq: string }> };

export const GET = route<Context>(
  { access: 'public-token', kind: 'read' },
  async ({ headers }, { params }) => {
    const { token, side, seq } = await params;
    return sharedBodies.event(appState(), { token, side, cookies: headers.get('cookie') }, seq);
  },
);
