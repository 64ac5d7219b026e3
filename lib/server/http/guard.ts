import 'server-only';
import { type Env, env } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { checkBody } from './body-rules';
import { checkHost, checkSite } from './cross-site';
import type { RoutePolicy } from './route-policy';
import { isLoggedIn, type SessionStore, sessions } from './session';

interface Surroundings {
  env: Env;
  sessions: () => SessionStore;
}

/**
 * All that must hold before a request is parsed: our own name, our own page, a body of the right type and
 * size, and a session. Reads headers only.
 * @throws AppError `forbidden`, `unsupported_media`, `length_required`, `too_large`, `bad_request`,
 * `unauthorized`, `too_many`
 */
export async function guard(
  request: Request,
  { access, kind }: RoutePolicy,
  around: Surroundings = { env: env(), sessions },
): Promise<void> {
  checkHost(request.headers, around.env);
  checkSite(request.headers, kind, around.env);
  if (access === 'session' && !(await isLoggedIn(request.headers, around.env, around.sessions))) {
    throw new AppError('unauthorized', 'This Retake needs its password.', {
      hint: 'Open /login, or send the header Authorization: Bearer <password>.',
    });
  }
  checkBody(request.headers, kind, around.env.maxUpload);
}
