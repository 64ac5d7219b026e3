import { sharedBodies } from '@/lib/server/api/answer-bodies';
import { appState } from '@/lib/server/app-state';
import { route } from '@/lib/server/http/route';

type Context = { params: Promise<{ token: string; side: string }> };

export const GET = route<Context>(
  { access: 'public-token', kind: 'read' },
  async (request, { params }) => {
    const { token, side } = await params;
    return sharedBodies.messages(
      appState(),
      { token, side, cookies: request.headers.get('cookie') },
      request.url,
    );
  },
);
