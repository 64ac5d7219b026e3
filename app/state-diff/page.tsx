import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { requireSession } from '@/app/require-session';
import { NoDiff } from '@/components/diff/no-diff';
import { StateDiffPage } from '@/components/state-diff/state-diff-page';
import { isAppError } from '@/lib/errors';
import { appState } from '@/lib/server/app-state';
import { findTrace } from '@/lib/server/traces/find-trace';

export const metadata: Metadata = { title: 'State diff' };

const idOf = (value: string | string[] | undefined): string | null =>
  typeof value === 'string' && value !== '' ? value : null;

async function traceOf(id: string): Promise<{ id: string; name: string; events: number }> {
  try {
    const { name, totals } = await findTrace(appState().store, id);
    return { id, name, events: totals.events };
  } catch (error) {
    if (isAppError(error) && error.code === 'not_found') notFound();
    throw error;
  }
}

export default async function Page({
  searchParams,
}: {
  searchParams: Promise<{ a?: string | string[]; b?: string | string[] }>;
}) {
  await requireSession();
  const given = await searchParams;
  const a = idOf(given.a);
  const b = idOf(given.b) ?? a;
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
