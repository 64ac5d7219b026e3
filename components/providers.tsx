'use client';

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { AnnouncerProvider } from './ui/announcer';
import { ShortcutsProvider } from './ui/shortcuts';
import { TooltipProvider } from './ui/tooltip';

/**
 * Recorded events never change, so nothing that was fetched gets stale by itself: what can change says so with its
 * own `staleTime`. A refused request is not asked again; a broken connection is, twice.
 */
const makeClient = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 10 * 60_000,
        refetchOnWindowFocus: false,
        // Loopback works without a network; the browser's opinion of being online is no reason to wait.
        networkMode: 'always',
        retry: (failures, error) => failures < 2 && !('status' in error),
      },
      mutations: { networkMode: 'always' },
    },
  });

/** One client for the life of the page; on the server one per request, which nobody else sees. */
export function Providers({ children }: { children: ReactNode }) {
  const [client] = useState(makeClient);
  return (
    <QueryClientProvider client={client}>
      <TooltipProvider>
        <AnnouncerProvider>
          <ShortcutsProvider>{children}</ShortcutsProvider>
        </AnnouncerProvider>
      </TooltipProvider>
    </QueryClientProvider>
  );
}
