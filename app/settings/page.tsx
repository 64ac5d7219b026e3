import { redirect } from 'next/navigation';
import { requireSession } from '@/app/require-session';

export default async function Page() {
  await requireSession();
  redirect('/settings/endpoints');
}
