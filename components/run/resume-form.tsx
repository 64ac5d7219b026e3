'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Play } from 'lucide-react';
import { api, client } from '@/components/data/api-client';
import { hintOf } from '@/components/data/api-error';
import { FindingsList } from '@/components/fork/findings-list';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Dialog } from '@/components/ui/dialog';
import { useShortcuts } from '@/components/ui/shortcuts';
import type { Run } from '@/lib/api/run-contract';
import type { TraceDetail } from '@/lib/api/trace-contract';
import { cost, counted, tokens } from '@/lib/view/format-number';
import { type ChosenEndpoint, limitsDraft } from './endpoint-draft';
import { EndpointFields } from './endpoint-fields';
import { LimitsFields } from './limits-fields';
import { useEndpoint } from './use-endpoint';
import { useFirstLook } from './use-first-look';
import { usedUp } from './used-up';

interface ResumeFormProps {
  trace: Pick<TraceDetail, 'id' | 'totals'>;
  /** The run that ended; null where none was. */
  run: Run | null;
  onStarted: (run: Run) => void;
  onClose: () => void;
}

export function ResumeForm({ trace, run, onStarted, onClose }: ResumeFormProps) {
  const traceId = trace.id;
  const queries = useQueryClient();
  const endpoint = useEndpoint(run ? draftOf(run) : undefined);
  const { chosen, draft, change } = endpoint;
  const start = useMutation({
    mutationFn: async ({ choice, limits }: ChosenEndpoint) => {
      const started = run
        ? await client.runs.continue({ id: run.id, endpoint: choice, limits })
        : await client.runs.start({ traceId, endpoint: choice, limits });
      const { id, status } = started;
      // The page follows it at once; the rest is asked for again meanwhile.
      queries.setQueryData(api.traces.get.queryKey({ input: { id: traceId } }), (old) =>
        old ? { ...old, run: { id, status } } : old,
      );
      return started;
    },
    onSuccess: (started) => {
      onStarted(started);
      onClose();
      void queries.invalidateQueries({ queryKey: api.traces.key() });
      void queries.invalidateQueries({ queryKey: api.runs.key() });
    },
  });
  const look = useFirstLook(trace, run, 'choice' in chosen ? chosen : null);
  const missing =
    'missing' in chosen ? chosen.missing : ((run && usedUp(run, chosen.limits)) ?? look.missing);
  const go = (): void => {
    if ('choice' in chosen && missing === null && !start.isPending) start.mutate(chosen);
  };
  useShortcuts({ '$mod+Enter': { label: 'Resume', run: go } }, { group: 'Run', modal: true });
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
          disabled={start.isPending || missing !== null}
          glyph={<Play size={14} strokeWidth={1.5} aria-hidden />}
          onClick={go}
        >
          {start.isPending ? 'Starting…' : 'Resume'}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <EndpointFields endpoint={endpoint} />
        <LimitsFields limits={draft.limits} onChange={(limits) => change({ ...draft, limits })} />
        {run && (
          <p className="text-12 text-text-2">
            Used so far: {counted(run.steps, 'step')}, {tokens(readAndWritten(run))},{' '}
            {cost(run.usage.costUsd)}. They count on.
          </p>
        )}
        {look.findings.length > 0 && 'choice' in chosen && (
          <FindingsList
            host={chosen.endpoint.host ?? chosen.endpoint.name}
            findings={look.findings.map((finding) => ({ finding, control: false }))}
            allowed={look.allowed}
            onAllow={look.allow}
          />
        )}
        <p role="status" className="text-12 text-warn empty:hidden">
          {missing}
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

/** As the run was, with its model where it is not the endpoint's own. */
const draftOf = ({ endpoint: { id, kind, model }, limits }: Run) => ({
  ...{ id, model: kind === 'scripted' ? '' : model },
  limits: limitsDraft(limits),
});

const readAndWritten = ({ usage: { inputTokens, outputTokens } }: Run): number | null =>
  inputTokens === null || outputTokens === null ? null : inputTokens + outputTokens;
