import type { Metadata } from 'next';
import { requireSession } from '@/app/require-session';
import { EndpointsPage } from '@/components/settings/endpoints-page';

export const metadata: Metadata = { title: 'Endpoints' };

export default async function Page() {
  await requireSession();
  return <EndpointsPage />;
}
