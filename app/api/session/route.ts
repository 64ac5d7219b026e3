import { login, logout } from '@/lib/server/http/login';
import { route } from '@/lib/server/http/route';

export const POST = route({ access: 'open', kind: 'json-mutation' }, login);
export const DELETE = route({ access: 'open', kind: 'json-mutation' }, logout);
