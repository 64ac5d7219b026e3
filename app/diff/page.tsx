import type { Metadata } from 'next';
import { foundOr404 } from '@/app/found-or-404';
import { oneId } from '@/app/one-id';
import { requireSession } from '@/app/require-session';
import { DiffPage } from '@/components/diff/diff-page';
import { NoDiff } from '@/components/diff/no-diff';
import { appState } from '@/lib/server/app-state';
import { getTrace } from '@/lib/server/traces/get-trace';

export const metadata: Metadata = { title: 'Diff' };

const detailOf = (id: string) => foundOr404(getTrace(appState().store, id));

export default async function Page({
  searchParams,
}: {
  searchParams: Promise<{ a?: string | string[]; b?: string | string[] }>;
}) {
  await requireSession();
  const given = await searchParams;
  const [a, b] = [oneId(given.a), oneId(given.b)];
  if (a === null || b === null)
    return (
      <NoDiff title="A diff needs two traces">
        Open a branch and choose <em>Diff with parent</em>, or put their ids into the address:{' '}
        <span className="font-mono text-12">/diff?a=…&amp;b=…</span>
      </NoDiff>
    );
  const [left, right] = await Promise.all([detailOf(a), detailOf(b)]);
  return <DiffPage a={left} b={right} />;
}
