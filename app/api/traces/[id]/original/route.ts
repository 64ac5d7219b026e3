import { appState } from '@/lib/server/app-state';
import { route } from '@/lib/server/http/route';
import { downloadUpload } from '@/lib/server/uploads/download-upload';

type Context = { params: Promise<{ id: string }> };

export const GET = route<Context>({ access: 'session', kind: 'read' }, async (_, { params }) =>
  downloadUpload(appState().store, (await params).id),
);
