import { appState } from '@/lib/server/app-state';
import { route } from '@/lib/server/http/route';
import { readRecord } from '@/lib/server/uploads/read-records';

type Context = { params: Promise<{ id: string }> };

export const GET = route<Context>(
  { access: 'session', kind: 'read' },
  async (request, { params }) => {
    const { store, imports } = appState();
    const { searchParams } = new URL(request.url);
    return Response.json(await readRecord(store, imports.limits, (await params).id, searchParams));
  },
);
