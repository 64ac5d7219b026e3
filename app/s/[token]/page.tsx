import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import { LockedShare } from '@/components/share/locked-share';
import { SharedPage } from '@/components/share/shared-page';
import { shareTokenSchema } from '@/lib/api/share-contract';
import { isAppError } from '@/lib/errors';
import { appState } from '@/lib/server/app-state';
import { type OpenShare, previewShare } from '@/lib/server/shares/open-share';
import { SharedReader } from '@/lib/server/shares/shared-reader';

interface Props {
  params: Promise<{ token: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** What a token opens; `locked` where it asks for a passphrase first; null where it opens nothing. */
async function shareOf(text: string): Promise<OpenShare | 'locked' | null> {
  const token = shareTokenSchema.safeParse(text);
  if (!token.success) return null;
  try {
    return await previewShare(appState().store, token.data, (await headers()).get('cookie'));
  } catch (error) {
    if (isAppError(error) && ['not_found', 'too_many'].includes(error.code)) return null;
    if (isAppError(error) && error.code === 'unauthorized') return 'locked';
    throw error;
  }
}

/** A preview says what whoever has the link may read anyway; a wrong link and a locked one look alike. */
export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const share = await shareOf((await params).token);
  const still: Metadata = {
    robots: { index: false, follow: false },
    referrer: 'no-referrer',
  };
  if (share === null || share === 'locked') return { ...still, title: 'Shared' };
  const { title, summary } = new SharedReader(appState().store, share.pins).shown;
  return {
    ...{ ...still, title, description: summary },
    openGraph: { title, description: summary, siteName: 'Retake', type: 'article' },
    twitter: { card: 'summary', title, description: summary },
  };
}

/** Public: asks for no session, only for its token. */
export default async function Page({ params, searchParams }: Props) {
  const { token } = await params;
  const share = await shareOf(token);
  if (share === null) notFound();
  if (share === 'locked') return <LockedShare token={token} />;
  // What is shared goes into the address, where every page has its selection, folds and filters.
  const { view } = share.pins;
  if (view !== null && Object.keys(await searchParams).length === 0)
    redirect(`/s/${token}?${view}`);
  return <SharedPage token={token} />;
}
