import type { Metadata } from 'next';
import { foundOr404 } from '@/app/found-or-404';
import { requireSession } from '@/app/require-session';
import { Workbench } from '@/components/workbench/workbench';
import { appState } from '@/lib/server/app-state';
import { getTrace } from '@/lib/server/traces/get-trace';

interface Params {
  params: Promise<{ id: string }>;
}

const detailOf = async ({ params }: Params) => {
  const { id } = await params;
  return foundOr404(getTrace(appState().store, id));
};

export async function generateMetadata(props: Params): Promise<Metadata> {
  await requireSession();
  return { title: (await detailOf(props)).name };
}

export default async function Page(props: Params) {
  await requireSession();
  const detail = await detailOf(props);
  return <Workbench detail={detail} />;
}
