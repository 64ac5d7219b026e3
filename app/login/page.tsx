import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { LoginForm } from '@/components/session/login-form';
import { env } from '@/lib/env';
import { returnPath } from '@/lib/server/http/return-path';

export const metadata: Metadata = { title: 'Password' };

/** Public: the only page besides shared ones that needs no session. */
export default async function LoginPage({
  searchParams,
}: {
  searchParams: Promise<{ next?: string | string[] }>;
}) {
  const { next } = await searchParams;
  const to = returnPath(typeof next === 'string' ? next : null);
  if (env().password === null) redirect(to);
  return <LoginForm to={to} />;
}
