'use client';

import { useMemo } from 'react';
import { traceSource } from '@/components/data/trace-source';
import { useOutline } from '@/components/data/use-outline';
import { useForkBodies } from '@/components/fork/use-fork-bodies';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Dialog } from '@/components/ui/dialog';
import { rerunPoint } from '@/lib/replay/rerun/rerun-point';
import { NoPrompt } from './no-prompt';
import { RerunForm } from './rerun-form';

/** Runs the task of a trace again from its first prompt; what that is has to be loaded first. */
export function RerunDialog({ traceId, onClose }: { traceId: string; onClose: () => void }) {
  const source = useMemo(() => traceSource(traceId), [traceId]);
  const { rows, complete, error: unread } = useOutline(source);
  const point = useMemo(() => (complete ? rerunPoint(rows) : null), [rows, complete]);
  const side = point?.side ?? 'before';
  const { bodies, error, retry } = useForkBodies(source, rows, point?.seq ?? null, side);
  if (point && bodies) return <RerunForm {...{ traceId, point, bodies, onClose }} outline={rows} />;
  const trouble = error ?? unread;
  return (
    <Dialog open onOpenChange={onClose} title="Re-run the task">
      {trouble ? (
        <Callout
          tone="error"
          title="The first prompt could not be loaded."
          kept="Nothing was changed."
          next={trouble.message}
          actions={error && <Button onClick={retry}>Try again</Button>}
        />
      ) : complete && !point ? (
        <NoPrompt />
      ) : (
        <p className="text-12 text-text-3">Looking for the first prompt…</p>
      )}
    </Dialog>
  );
}
