import { appState } from '@/lib/server/app-state';
import { route } from '@/lib/server/http/route';
import { exportResponse } from '@/lib/server/traces/export-trace';
import { findLineage, findTrace } from '@/lib/server/traces/find-trace';

type Context = { params: Promise<{ id: string }> };

export const GET = route<Context>({ access: 'session', kind: 'read' }, async (_, { params }) => {
  const { id } = await params;
  const { store } = appState();
  return exportResponse(store, await findTrace(store, id), findLineage(store, id));
});
