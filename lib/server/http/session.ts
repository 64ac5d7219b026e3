import 'server-only';
import { createHash, randomBytes } from 'node:crypto';
import type { Env } from '@/lib/env';
import { checkPassword } from './check-password';

/** Where sessions are kept. Only hashes reach it: whoever reads the table cannot log in. */
export interface SessionStore {
  create(hash: string, expiresAt: Date): Promise<void>;
  find(hash: string): Promise<{ expiresAt: Date } | null>;
  /** Without error where there is none. */
  remove(hash: string): Promise<void>;
}

const storeKey = Symbol.for('retake.session-store');
// Next bundles modules more than once; only globalThis is the same for all of them.
// The cast adds our own key to its type.
const shared = globalThis as typeof globalThis & { [storeKey]?: SessionStore };

/** Called once at start, before any request is answered. */
export function provideSessions(store: SessionStore): void {
  shared[storeKey] = store;
}

/** @throws Error before `provideSessions` */
export function sessions(): SessionStore {
  const store = shared[storeKey];
  if (!store) throw new Error('provideSessions was not called at start');
  return store;
}

type Access = Pick<Env, 'password' | 'port' | 'publicUrl'>;

const lifetimeMs = 30 * 24 * 60 * 60 * 1000;

/** Cookies know no ports: two Retakes on one machine must not take each other's. */
const cookieName = ({ port }: Access) => `retake_session_${port}`;

/** Bound to the password: when that changes, everybody is logged out. */
const sessionHash = (token: string, password: string): string =>
  createHash('sha256').update(`retake-session:1\0${token}\0${password}`).digest('hex');

/** Opens a session for 30 days. Answers the value of the Set-Cookie header. */
export async function openSession(access: Access, store: SessionStore): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const expiresAt = new Date(Date.now() + lifetimeMs);
  await store.create(sessionHash(token, access.password ?? ''), expiresAt);
  return setCookie(access, token, lifetimeMs / 1000);
}

/** Ends the session of a request, if it has one. Answers the Set-Cookie header that removes the cookie. */
export async function closeSession(
  headers: Headers,
  access: Access,
  store: SessionStore,
): Promise<string> {
  const token = cookieToken(headers, access);
  if (token !== null) await store.remove(sessionHash(token, access.password ?? ''));
  return setCookie(access, '', 0);
}

/**
 * Whether the request comes from somebody who gave the password: session cookie, or
 * `Authorization: Bearer <password>` for programs. True for all where no password is set.
 * @throws AppError `too_many` after too many wrong passwords
 */
export async function isLoggedIn(
  headers: Headers,
  access: Access,
  store: () => SessionStore,
): Promise<boolean> {
  const { password } = access;
  if (password === null) return true;
  const token = cookieToken(headers, access);
  if (token !== null) {
    const found = await store().find(sessionHash(token, password));
    if (found && found.expiresAt.getTime() > Date.now()) return true;
  }
  const bearer = /^Bearer +(.+)$/i.exec(headers.get('authorization') ?? '')?.[1];
  return bearer !== undefined && checkPassword(bearer, password);
}

function cookieToken(headers: Headers, access: Access): string | null {
  const name = `${cookieName(access)}=`;
  const pairs = (headers.get('cookie') ?? '').split(/; */);
  const token = pairs.find((pair) => pair.startsWith(name))?.slice(name.length);
  return token && /^[\w-]{43}$/.test(token) ? token : null;
}

const setCookie = (access: Access, token: string, maxAge: number): string =>
  [
    `${cookieName(access)}=${token}`,
    'Path=/',
    `Max-Age=${maxAge}`,
    'HttpOnly',
    'SameSite=Strict',
    ...(access.publicUrl?.startsWith('https:') ? ['Secure'] : []),
  ].join('; ');
