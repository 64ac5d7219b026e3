import Link from 'next/link';
import type { ReactNode } from 'react';
import { Mark } from './mark';

/** The top bar of every page: the way home, then what the page is. */
export function PageBar({
  home = true,
  children,
}: {
  /** Whether the reader may go to the list of traces: not from a share. */
  home?: boolean;
  children: ReactNode;
}) {
  return (
    <header className="flex min-h-10 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-line border-b bg-surface-1 px-3 py-1">
      {home ? (
        <Link
          href="/"
          aria-label="All traces"
          className="flex size-6 items-center justify-center rounded-4 hover:bg-surface-2"
        >
          <Mark />
        </Link>
      ) : (
        <Mark />
      )}
      {children}
    </header>
  );
}
