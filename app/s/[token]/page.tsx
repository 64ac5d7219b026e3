import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { SharedPage } from '@/components/share/shared-page';
import { shareTokenSchema } from '@/lib/api/share-contract';
import { isAppError } from '@/lib/errors';
import { appState } from '@/lib/server/app-state';
import { openShare } from '@/lib/server/shares/open-share';

// The same words whatever the link opens, so that the answer to a wrong one is no different.
export const metadata: Metadata = {
  title: 'Shared',
  robots: { index: false, follow: false },
  referrer: 'no-referrer',
};

interface Props {
  params: Promise<{ token: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Public: asks for no session, only for its token. */
export default async function Page({ params, searchParams }: Props) {
  const token = shareTokenSchema.safeParse((await params).token);
  if (!token.success) notFound();
  const { pins } = await openShare(appState().store, token.data).catch((error: unknown) => {
    if (isAppError(error) && error.code === 'not_found') notFound();
    throw error;
  });
  // The pinned moment goes into the address, where every page has its selection.
  const given = await searchParams;
  if (pins.seq !== null && given.e === undefined) redirect(`/s/${token.data}?e=${pins.seq}`);
  if (pins.row !== null && given.at === undefined)
    redirect(`/s/${token.data}?at=${encodeURIComponent(pins.row)}`);
  return <SharedPage token={token.data} />;
}
