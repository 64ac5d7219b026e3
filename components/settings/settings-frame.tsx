'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import { classes } from '@/components/ui/classes';
import { PageBar } from '@/components/ui/page-bar';

const pages = [
  { href: '/settings/endpoints', word: 'Endpoints' },
  { href: '/settings/tools', word: 'Tools' },
] as const;

/** What all settings pages stand in: where one is, and the way to the others. */
export function SettingsFrame({
  page,
  intro,
  children,
}: {
  page: (typeof pages)[number]['word'];
  /** What this page is about, in a sentence or two. */
  intro: ReactNode;
  children: ReactNode;
}) {
  return (
    <>
      <PageBar>
        <h1 className="font-medium text-13">Settings</h1>
        <nav aria-label="Settings" className="flex gap-1">
          {pages.map(({ href, word }) => (
            <Link
              key={href}
              href={href}
              aria-current={word === page ? 'page' : undefined}
              className={classes(
                'flex h-6 items-center rounded-4 px-2 text-12 hover:bg-surface-2',
                word === page ? 'bg-surface-3 font-medium text-text-1' : 'text-text-2',
              )}
            >
              {word}
            </Link>
          ))}
        </nav>
      </PageBar>
      <main id="main" className="mx-auto flex w-full max-w-[880px] flex-col gap-4 p-4">
        <h2 className="font-semibold text-15">{page}</h2>
        <div className="max-w-[70ch] text-text-2">{intro}</div>
        {children}
      </main>
    </>
  );
}
