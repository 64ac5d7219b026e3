import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Store } from '@/lib/db/store';
import { secretsOf } from '@/lib/server/secrets/secrets-of';

/** How long somebody who opened a link with a passphrase or a limit may read on. */
const lifetimeMs = 12 * 60 * 60 * 1000;

const nameOf = (shareId: string): string => `retake_share_${shareId}`;

/** `EXPIRES.SIGNATURE`, bound to the share and to the secret of this Retake. */
const sign = (store: Store, shareId: string, expires: number): string =>
  `${expires}.${createHmac('sha256', secretsOf(store).derive('retake:share-ticket:1'))
    .update(`${shareId}\0${expires}`)
    .digest('base64url')}`;

/**
 * The Set-Cookie headers that let a browser read on: one for the page, which a link may open, one for what it asks.
 * No script sees them.
 */
export function ticketCookies(
  store: Store,
  { id, token }: { id: string; token: string },
  secure: boolean,
  now = Date.now(),
): string[] {
  const ticket = `${nameOf(id)}=${sign(store, id, now + lifetimeMs)}`;
  const flags = ['HttpOnly', `Max-Age=${lifetimeMs / 1000}`, ...(secure ? ['Secure'] : [])];
  return [
    [ticket, `Path=/s/${token}`, 'SameSite=Lax', ...flags].join('; '),
    [ticket, `Path=/api/s/${token}`, 'SameSite=Strict', ...flags].join('; '),
  ];
}

/** Whether the cookies of a request hold a ticket to a share that has not run out. */
export function holdsTicket(
  store: Store,
  shareId: string,
  cookies: string | null,
  now = Date.now(),
): boolean {
  const name = `${nameOf(shareId)}=`;
  const given = (cookies ?? '').split(/; */).find((pair) => pair.startsWith(name));
  const value = given?.slice(name.length) ?? '';
  const expires = Number(value.split('.')[0]);
  if (!Number.isSafeInteger(expires) || expires <= now) return false;
  const [a, b] = [Buffer.from(value), Buffer.from(sign(store, shareId, expires))];
  return a.length === b.length && timingSafeEqual(a, b);
}
