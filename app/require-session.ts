import 'server-only';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { env } from '@/lib/env';
import { returnPath } from '@/lib/server/http/return-path';
import { isLoggedIn, sessions } from '@/lib/server/http/session';

/**
 * First line of every page but /login and /s/…, and of every `generateMetadata` that reads data (a test looks):
 * where a password is set and not given, goes to /login and comes back after it.
 */
export async function requireSession(): Promise<void> {
  const given = await headers();
  if (await isLoggedIn(given, env(), sessions)) return;
  const path = returnPath(given.get('x-retake-path'));
  redirect(path === '/' ? '/login' : `/login?next=${encodeURIComponent(path)}`);
}
