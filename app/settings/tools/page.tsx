import type { Metadata } from 'next';
import { requireSession } from '@/app/require-session';
import { ToolsPage } from '@/components/settings/tools-page';

export const metadata: Metadata = { title: 'Tools' };

export default async function Page() {
  await requireSession();
  return <ToolsPage />;
}
