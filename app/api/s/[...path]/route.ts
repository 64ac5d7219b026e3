import { answerShared } from '@/lib/server/api/answer-api';
import { route } from '@/lib/server/http/route';

export const GET = route({ access: 'public-token', kind: 'read' }, answerShared);
export const POST = route({ access: 'public-token', kind: 'json-mutation' }, answerShared);
