import type { Metadata } from 'next';
import { requireSession } from '@/app/require-session';
import { SearchPage } from '@/components/search/search-page';

export const metadata: Metadata = { title: 'Search' };

export default async function Page() {
  await requireSession();
  return <SearchPage />;
}
