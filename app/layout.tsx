import { GeistMono } from 'geist/font/mono';
import { GeistSans } from 'geist/font/sans';
import type { Metadata, Viewport } from 'next';
import { cookies } from 'next/headers';
import { connection } from 'next/server';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import type { ReactNode } from 'react';
import { Providers } from '@/components/providers';
import { SkipLinks } from '@/components/ui/skip-links';
import { parseTheme, themeCookie } from '@/components/ui/theme';
import './globals.css';

export const metadata: Metadata = {
  title: { default: 'Retake', template: '%s · Retake' },
  description: 'Time-travel debugging of AI-agent runs.',
  robots: { index: false, follow: false },
  referrer: 'no-referrer',
};

export const viewport: Viewport = {
  colorScheme: 'light dark',
  width: 'device-width',
  initialScale: 1,
};

export default async function Layout({ children }: { children: ReactNode }) {
  // Every page carries its own nonce (proxy.ts), so none can be made at build time.
  await connection();
  const theme = parseTheme((await cookies()).get(themeCookie)?.value);
  return (
    <html
      lang="en"
      data-theme={theme === 'system' ? undefined : theme}
      className={`${GeistSans.variable} ${GeistMono.variable}`}
    >
      <body>
        <SkipLinks links={[{ to: 'main', label: 'Skip to content' }]} />
        <NuqsAdapter>
          <Providers>{children}</Providers>
        </NuqsAdapter>
      </body>
    </html>
  );
}
