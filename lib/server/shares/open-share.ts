import type { ShareRow } from '@/lib/db/records';
import type { Store } from '@/lib/db/store';
import { AppError } from '@/lib/errors';
import { LimitedTries } from '@/lib/server/http/limited-tries';
import { isPassphrase } from './passphrase';
import { readPins, type SharePins } from './share-pins';
import { holdsTicket, ticketCookies } from './share-ticket';
import { sameHash, shareTokenHash } from './share-token';
import { countTry } from './unlock-tries';

export interface OpenShare {
  id: string;
  expiresAt: Date | null;
  pins: SharePins;
}

/** Who asks: the cookies that came along, and where cookies that are to go back are put. */
export interface Visitor {
  cookies: string | null;
  setCookies: string[];
  /** The page is read over HTTPS. */
  secure: boolean;
}

/** One answer for all: who asks learns nothing of links that once were. */
export const noShare = (): AppError =>
  new AppError('not_found', 'This link does not work.', {
    hint: 'It may have expired or been revoked. Ask whoever sent it for a new one.',
  });

const locked = (): AppError =>
  new AppError('unauthorized', 'This link asks for a passphrase.', {
    hint: 'Ask whoever sent it.',
  });

/** Whoever asks, as an address can be forged. Links that work are never held up. */
const misses = new LimitedTries(300, 100);

/** Throws AppError `not_found`, alike for unknown, expired and revoked ones, and `too_many` after very many such. */
async function findShare(store: Store, token: string, now: Date): Promise<ShareRow> {
  const tokenHash = shareTokenHash(token);
  const row = await store.prisma.share.findUnique({ where: { tokenHash } });
  const isLive = row && row.revokedAt === null && (row.expiresAt === null || row.expiresAt > now);
  if (isLive && sameHash(row.tokenHash, tokenHash)) return row;
  misses.take(now.getTime(), 'Too many links that do not work were asked for.');
  throw noShare();
}

const openOf = (row: ShareRow): OpenShare => ({
  ...{ id: row.id, expiresAt: row.expiresAt },
  pins: readPins(row.pins, row.title),
});

const isUsedUp = ({ maxViews, views }: ShareRow): boolean => maxViews !== null && views >= maxViews;

/** Without a ticket: a passphrase is asked only while there is something behind it. */
const refused = (row: ShareRow): AppError =>
  row.passphrase === null || isUsedUp(row) ? noShare() : locked();

const asksTicket = ({ passphrase, maxViews }: ShareRow): boolean =>
  passphrase !== null || maxViews !== null;

/**
 * What a token opens, to read on in it. A link with a passphrase or a limit of views is read by who holds its
 * ticket: from the opening, for 12 hours. Without one nobody reads past the limit, or past the count.
 * Throws AppError `not_found`, alike for unknown, expired, revoked and used up ones; `unauthorized` for a locked one.
 */
export async function openShare(
  store: Store,
  token: string,
  cookies: string | null,
  now = new Date(),
): Promise<OpenShare> {
  const row = await findShare(store, token, now);
  if (!asksTicket(row) || holdsTicket(store, row.id, cookies, now.getTime())) return openOf(row);
  throw refused(row);
}

/**
 * What the page of a link may say before it is opened: its title and where it opens. Counts nothing, as the
 * previews of messengers ask for it. Throws AppError as `openShare`.
 */
export async function previewShare(
  store: Store,
  token: string,
  cookies: string | null,
  now = new Date(),
): Promise<OpenShare> {
  const row = await findShare(store, token, now);
  if (holdsTicket(store, row.id, cookies, now.getTime())) return openOf(row);
  if (row.passphrase !== null || isUsedUp(row)) throw refused(row);
  return openOf(row);
}

/**
 * Opens a link for a reader, which counts as a view: every time, but with a limit or a passphrase once for each
 * ticket. Throws AppError as `openShare`.
 */
export async function enterShare(
  store: Store,
  token: string,
  visitor: Visitor,
  now = new Date(),
): Promise<OpenShare> {
  const row = await findShare(store, token, now);
  const asks = asksTicket(row);
  if (asks && holdsTicket(store, row.id, visitor.cookies, now.getTime())) return openOf(row);
  if (row.passphrase !== null) throw refused(row);
  await countView(store, row, now);
  if (asks) giveTicket(store, row, token, visitor, now);
  return openOf(row);
}

/**
 * Gives the passphrase of a link, which opens it and counts as a view.
 * Throws AppError `not_found`, `unauthorized` for a wrong one, `too_many` after too many of them.
 */
export async function unlockShare(
  store: Store,
  token: string,
  passphrase: string,
  visitor: Visitor,
  now = new Date(),
): Promise<void> {
  const row = await findShare(store, token, now);
  if (row.passphrase === null || isUsedUp(row)) throw noShare();
  countTry(row.id, now.getTime());
  if (!(await isPassphrase(passphrase, row.passphrase)))
    throw new AppError('unauthorized', 'This is not the passphrase.', {
      hint: 'Ask whoever sent the link.',
    });
  await countView(store, row, now);
  giveTicket(store, row, token, visitor, now);
}

function giveTicket(
  store: Store,
  { id }: ShareRow,
  token: string,
  { setCookies, secure }: Visitor,
  now: Date,
): void {
  setCookies.push(...ticketCookies(store, { id, token }, secure, now.getTime()));
}

/** One more view, where one is left: two who come at once never share the last. */
async function countView(store: Store, { id, maxViews }: ShareRow, now: Date): Promise<void> {
  const { count } = await store.writes.run(() =>
    store.prisma.share.updateMany({
      where: { id, ...(maxViews === null ? {} : { views: { lt: maxViews } }) },
      data: { views: { increment: 1 }, lastViewedAt: now },
    }),
  );
  if (count === 0) throw noShare();
}
