'use client';

import { ChevronRight } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { hintOf } from '@/components/data/api-error';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import type { PreparedState } from './use-prepared';

const PreparedPanel = dynamic(() => import('./prepared-panel'), {
  ssr: false,
  loading: () => <p className="text-12 text-text-3">Opening…</p>,
});

/** "Exactly what is sent first": folded until somebody wants to know. */
export function PreparedSection({ state }: { state: PreparedState }) {
  const { prepared, stale, error, retry } = state;
  const [open, setOpen] = useState(false);
  return (
    <section className="flex min-w-0 flex-col gap-2">
      <h3>
        <button
          type="button"
          aria-expanded={open}
          className="flex min-h-6 items-center gap-1 font-semibold text-13 hover:text-text-2"
          onClick={() => setOpen(!open)}
        >
          <ChevronRight
            size={14}
            strokeWidth={1.5}
            aria-hidden
            className={`transition-transform ${open ? 'rotate-90' : ''}`}
          />
          Exactly what is sent first
        </button>
      </h3>
      {error && (
        <Callout
          tone="warn"
          title={error.message}
          kept="All you typed is still here."
          next={hintOf(error)}
          actions={<Button onClick={retry}>Try again</Button>}
        />
      )}
      {open && prepared && <PreparedPanel {...{ prepared, stale }} />}
      {open && !prepared && !error && (
        <p className="text-12 text-text-3">
          {stale ? 'Preparing the request…' : 'Choose where model calls go.'}
        </p>
      )}
    </section>
  );
}
