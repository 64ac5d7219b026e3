import { answerApi } from '@/lib/server/api/answer-api';
import { route } from '@/lib/server/http/route';

export const GET = route({ access: 'session', kind: 'stream' }, answerApi);
