import { redirect } from 'next/navigation';
import { requireSession } from '@/app/require-session';
import { isAppError } from '@/lib/errors';
import { appState } from '@/lib/server/app-state';
import { latestTrace } from '@/lib/server/traces/latest-trace';
import { traceLink } from '@/lib/view/links';

/** The newest trace by time, under an address that can be written down; the list where there is none. */
export default async function Page() {
  await requireSession();
  const id = await latestTrace(appState().store).catch((error: unknown) => {
    if (isAppError(error) && error.code === 'not_found') return null;
    throw error;
  });
  redirect(id === null ? '/' : traceLink(id));
}
