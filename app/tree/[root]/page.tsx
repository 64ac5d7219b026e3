import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { requireSession } from '@/app/require-session';
import { LineagePage } from '@/components/lineage/lineage-page';
import { isAppError } from '@/lib/errors';
import { appState } from '@/lib/server/app-state';
import { traceLineage } from '@/lib/server/traces/trace-lineage';

export const metadata: Metadata = { title: 'Lineage' };

export default async function Page({ params }: { params: Promise<{ root: string }> }) {
  await requireSession();
  const { root } = await params;
  const initial = await traceLineage(appState().store, root).catch((error: unknown) => {
    if (isAppError(error) && error.code === 'not_found') notFound();
    throw error;
  });
  return <LineagePage id={root} initial={initial} />;
}
