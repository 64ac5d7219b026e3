import { appState } from '@/lib/server/app-state';
import { route } from '@/lib/server/http/route';
import { eventsResponse } from '@/lib/server/traces/events-response';

type Context = { params: Promise<{ id: string }> };

export const GET = route<Context>(
  { access: 'session', kind: 'read' },
  async (request, { params }) => eventsResponse(appState(), (await params).id, request),
);
