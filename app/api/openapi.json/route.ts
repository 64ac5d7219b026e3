import { openApiDocument } from '@/lib/server/api/openapi-document';
import { route } from '@/lib/server/http/route';

export const GET = route({ access: 'session', kind: 'read' }, async () =>
  Response.json(await openApiDocument()),
);
