import type { Metadata } from 'next';
import { foundOr404 } from '@/app/found-or-404';
import { oneId } from '@/app/one-id';
import { requireSession } from '@/app/require-session';
import { NoDiff } from '@/components/diff/no-diff';
import { StateDiffPage } from '@/components/state-diff/state-diff-page';
import { appState } from '@/lib/server/app-state';
import { findTrace } from '@/lib/server/traces/find-trace';

export const metadata: Metadata = { title: 'State diff' };

async function traceOf(id: string): Promise<{ id: string; name: string; events: number }> {
  const { name, totals } = await foundOr404(findTrace(appState().store, id));
  return { id, name, events: totals.events };
}

export default async function Page({
  searchParams,
}: {
  searchParams: Promise<{ a?: string | string[]; b?: string | string[] }>;
}) {
  await requireSession();
  const given = await searchParams;
  const a = oneId(given.a);
  const b = oneId(given.b) ?? a;
  if (a === null || b === null)
    return (
      <NoDiff title="A state diff needs two moments">
        Open a diff and choose <em>State diff</em>, or put the ids of two traces into the address:{' '}
        <span className="font-mono text-12">/state-diff?a=…&amp;b=…</span>
      </NoDiff>
    );
  const [left, right] = await Promise.all([traceOf(a), traceOf(b)]);
  return <StateDiffPage a={left} b={right} />;
}
