import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { requireSession } from '@/app/require-session';
import { Workbench } from '@/components/workbench/workbench';
import { isAppError } from '@/lib/errors';
import { appState } from '@/lib/server/app-state';
import { getTrace } from '@/lib/server/traces/get-trace';

interface Params {
  params: Promise<{ id: string }>;
}

const detailOf = async ({ params }: Params) => {
  const { id } = await params;
  return getTrace(appState().store, id).catch((error: unknown) => {
    if (isAppError(error) && error.code === 'not_found') notFound();
    throw error;
  });
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
