'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Play } from 'lucide-react';
import { api, client } from '@/components/data/api-client';
import { hintOf } from '@/components/data/api-error';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Dialog } from '@/components/ui/dialog';
import { useShortcuts } from '@/components/ui/shortcuts';
import { EndpointFields } from './endpoint-fields';
import { useEndpoint } from './use-endpoint';

/** Lets a branch run on from where it stands. */
export function ResumeDialog({ traceId, onClose }: { traceId: string; onClose: () => void }) {
  const queries = useQueryClient();
  const endpoint = useEndpoint();
  const { chosen, draft } = endpoint;
  const start = useMutation({
    mutationFn: async () => {
      if (!('choice' in chosen)) return;
      const limits = { maxSteps: draft.maxSteps };
      const { id, status } = await client.runs.start({
        traceId,
        endpoint: chosen.choice,
        limits,
      });
      // The page follows it at once; the rest is asked for again meanwhile.
      queries.setQueryData(api.traces.get.queryKey({ input: { id: traceId } }), (old) =>
        old ? { ...old, run: { id, status } } : old,
      );
    },
    onSuccess: () => {
      onClose();
      void queries.invalidateQueries({ queryKey: api.traces.key() });
    },
  });
  const run = (): void => {
    if ('choice' in chosen && !start.isPending) start.mutate();
  };
  useShortcuts({ '$mod+Enter': { label: 'Resume', run } }, { group: 'Run', modal: true });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Resume this branch"
      description="It goes on from its last event. What is there stays."
      actions={
        <Button
          look="primary"
          size="medium"
          keys="$mod+Enter"
          disabled={start.isPending || 'missing' in chosen}
          glyph={<Play size={14} strokeWidth={1.5} aria-hidden />}
          onClick={run}
        >
          {start.isPending ? 'Starting…' : 'Resume'}
        </Button>
      }
    >
      <div className="flex flex-col gap-3">
        <EndpointFields endpoint={endpoint} />
        <p role="status" className="text-12 text-warn empty:hidden">
          {'missing' in chosen && chosen.missing}
        </p>
        {start.error && (
          <Callout
            live
            tone="error"
            title={start.error.message}
            kept="The branch stays as it is."
            next={hintOf(start.error)}
          />
        )}
      </div>
    </Dialog>
  );
}
