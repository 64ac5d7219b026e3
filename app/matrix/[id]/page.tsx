import type { Metadata } from 'next';
import { foundOr404 } from '@/app/found-or-404';
import { requireSession } from '@/app/require-session';
import { MatrixPage } from '@/components/matrix/matrix-page';
import { appState } from '@/lib/server/app-state';
import { readMatrix } from '@/lib/server/matrices/read-matrix';

export const metadata: Metadata = { title: 'Matrix' };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  await requireSession();
  const { id } = await params;
  const initial = await foundOr404(readMatrix(appState().store, id));
  return <MatrixPage initial={initial} />;
}
