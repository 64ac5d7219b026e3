import { appState } from '@/lib/server/app-state';
import { route } from '@/lib/server/http/route';
import { blobOf, blobResponse } from '@/lib/server/traces/blob-response';
import { findLineage } from '@/lib/server/traces/find-trace';

type Context = { params: Promise<{ id: string; sha: string }> };

export const GET = route<Context>({ access: 'session', kind: 'read' }, async (_, { params }) => {
  const { id, sha } = await params;
  const { store } = appState();
  return blobResponse(sha, blobOf(store, findLineage(store, id), sha));
});
