import { headers } from 'next/headers';
import { TracesPage } from '@/components/traces/traces-page';
import { env } from '@/lib/env';
import { requireSession } from './require-session';

export default async function Page() {
  await requireSession();
  const host = (await headers()).get('host') ?? `${env().host}:${env().port}`;
  return <TracesPage origin={env().publicUrl ?? `http://${host}`} now={Date.now()} />;
}
