import type { Metadata } from 'next';
import { foundOr404 } from '@/app/found-or-404';
import { requireSession } from '@/app/require-session';
import { LineagePage } from '@/components/lineage/lineage-page';
import { appState } from '@/lib/server/app-state';
import { traceLineage } from '@/lib/server/traces/trace-lineage';

export const metadata: Metadata = { title: 'Lineage' };

export default async function Page({ params }: { params: Promise<{ root: string }> }) {
  await requireSession();
  const { root } = await params;
  const initial = await foundOr404(traceLineage(appState().store, root));
  return <LineagePage id={root} initial={initial} />;
}
