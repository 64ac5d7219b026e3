import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { requireSession } from '@/app/require-session';
import { MatrixPage } from '@/components/matrix/matrix-page';
import { isAppError } from '@/lib/errors';
import { appState } from '@/lib/server/app-state';
import { readMatrix } from '@/lib/server/matrices/read-matrix';

export const metadata: Metadata = { title: 'Matrix' };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  await requireSession();
  const { id } = await params;
  const initial = await readMatrix(appState().store, id).catch((error: unknown) => {
    if (isAppError(error) && error.code === 'not_found') notFound();
    throw error;
  });
  return <MatrixPage initial={initial} />;
}
