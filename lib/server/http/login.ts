import 'server-only';
import { z } from 'zod';
import { env } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { checkPassword } from './check-password';
import { closeSession, openSession, sessions } from './session';

const bodySchema = z.strictObject({ password: z.string().max(1000) });

/**
 * Takes `{password}` and opens a session.
 * @throws AppError `unauthorized` for a wrong one, `too_many`, `bad_request`, `conflict` where none is set
 */
export async function login(request: Request): Promise<Response> {
  const { password } = env();
  if (password === null) throw new AppError('conflict', 'This Retake has no password.');
  const body = bodySchema.safeParse(await request.json().catch(() => null));
  if (!body.success) {
    throw new AppError('bad_request', 'The body must be {"password": "…"}.');
  }
  if (!checkPassword(body.data.password, password)) {
    throw new AppError('unauthorized', 'This is not the password.', {
      hint: 'It is the RETAKE_PASSWORD that Retake was started with.',
    });
  }
  return withCookie(await openSession(env(), sessions()));
}

/** Ends the session of this browser; without error where there is none. */
export async function logout(request: Request): Promise<Response> {
  return withCookie(await closeSession(request.headers, env(), sessions()));
}

const withCookie = (cookie: string): Response =>
  new Response(null, { status: 204, headers: { 'set-cookie': cookie } });
