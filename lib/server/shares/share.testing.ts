import { type SharedMatter, type ShareTarget, sharedMatterSchema } from '@/lib/api/share-contract';
import type { TestApp } from '@/lib/server/test-app';
import { createShare, type ShareRequest } from './manage-shares';
import { openShare, type Visitor } from './open-share';
import { reviewMatter } from './review-matter';
import { SharedReader } from './shared-reader';

type Wish = Partial<Omit<ShareRequest, 'target' | 'include' | 'mask'>> & {
  include?: Partial<SharedMatter['include']>;
  mask?: Partial<SharedMatter['mask']>;
  now?: Date;
};

/** Looks through what is shared and makes the link, as a person does. */
export async function share(
  app: TestApp,
  target: ShareTarget,
  { include, mask, now, ...wish }: Wish = {},
) {
  const matter = sharedMatterSchema.parse({ target, include, mask });
  const { reviewed } = await reviewMatter(app, matter);
  return createShare(app, { ...matter, reviewed, expiresInHours: 24, ...wish }, now);
}

/** What whoever has the link reads, without any cookie. */
export const readerOf = async (app: TestApp, token: string) =>
  new SharedReader(app.store, (await openShare(app.store, token, null)).pins);

export const visitor = (cookies: string | null = null): Visitor => ({
  ...{ cookies, setCookies: [], secure: false },
});

/** The cookies that were set, as a browser sends them back. */
export const cookiesOf = ({ setCookies }: Visitor): string =>
  setCookies.map((cookie) => cookie.split(';')[0]).join('; ');
