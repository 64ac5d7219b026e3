'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Play } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { api, client } from '@/components/data/api-client';
import { hintOf } from '@/components/data/api-error';
import { Section } from '@/components/fork/section';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Dialog } from '@/components/ui/dialog';
import { useShortcuts } from '@/components/ui/shortcuts';
import type { EndpointChoice } from '@/lib/api/endpoint-contract';
import type { MatrixColumn } from '@/lib/api/matrix-contract';
import type { RunLimits } from '@/lib/api/run-contract';
import type { Side } from '@/lib/replay/conversation-at';
import type { ForkEdit } from '@/lib/trace/fork-edit';
import type { ToolPolicy } from '@/lib/trace/tool-policy';
import { matrixLink } from '@/lib/view/links';
import { ControlFields } from './control-fields';
import { FoundList } from './found-list';
import { limitsWords } from './matrix-words';
import { ModelRows } from './model-rows';
import { PlanWords } from './plan-words';
import { useMatrixPlan } from './use-matrix-plan';
import { VariantFields } from './variant-fields';

interface MatrixDialogProps {
  traceId: string;
  seq: number;
  side: Side;
  /** Of the fork as it stands: the first variant. */
  edits: readonly ForkEdit[];
  endpoint: EndpointChoice;
  limits: RunLimits;
  /** Absent: as the parent has it. */
  policy?: ToolPolicy | undefined;
  onClose: () => void;
}

/** Which ways to run a fork in: prompts × models, with a control for each model, each so often. */
export function MatrixDialog(props: MatrixDialogProps) {
  const { traceId, seq, side, edits, limits, policy, onClose } = props;
  const router = useRouter();
  const queries = useQueryClient();
  const plan = useMatrixPlan(props);
  const { draft, setDraft, columns, endpoints, missing } = plan;
  const start = useMutation({
    mutationFn: (wanted: MatrixColumn[]) =>
      client.matrices.start({
        ...{ traceId, seq, side, columns: wanted, limits, repeats: draft.repeats },
        ...(policy ? { policy } : {}),
      }),
    onSuccess: ({ id }) => {
      void queries.invalidateQueries({ queryKey: api.traces.key() });
      void queries.invalidateQueries({ queryKey: api.matrices.key() });
      router.push(matrixLink(id));
    },
  });
  // Once it is there, its page is on its way.
  const busy = start.isPending || start.isSuccess;
  const go = (): void => {
    if (columns && missing === null && !busy) start.mutate(columns);
  };
  useShortcuts({ '$mod+Enter': { label: 'Start', run: go } }, { group: 'Matrix', modal: true });

  return (
    <Dialog
      wide
      open
      onOpenChange={onClose}
      title="Run as matrix"
      description={
        <>
          {side} <span className="font-mono">#{seq}</span>, {limitsWords(limits)}
        </>
      }
      actions={
        <div className="flex w-full flex-col gap-2">
          {start.error && (
            <Callout
              live
              tone="error"
              title={start.error.message}
              kept="No branch was kept."
              next={hintOf(start.error)}
            />
          )}
          {plan.found.length > 0 && (
            <FoundList found={plan.found} allowed={plan.allowed} onAllow={plan.allow} />
          )}
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
            <div className="min-w-0 flex-1">
              {columns && <PlanWords costs={plan.costs} repeats={draft.repeats} />}
              <p role="status" className="text-12 text-warn empty:hidden">
                {missing}
              </p>
            </div>
            <Button
              look="primary"
              size="medium"
              keys="$mod+Enter"
              disabled={busy || missing !== null}
              glyph={<Play size={14} strokeWidth={1.5} aria-hidden />}
              onClick={go}
            >
              {busy ? 'Starting…' : 'Start'}
            </Button>
          </div>
        </div>
      }
    >
      <div className="grid gap-x-6 gap-y-4 md:grid-cols-2">
        <Section title="Prompts">
          <VariantFields
            variants={draft.variants}
            edits={edits}
            onChange={(variants) => setDraft({ ...draft, variants })}
          />
        </Section>
        <div className="flex min-w-0 flex-col gap-4">
          <Section title="Models">
            <ModelRows
              models={draft.models}
              endpoints={endpoints}
              onChange={(models) => setDraft({ ...draft, models })}
            />
            {plan.error && (
              <Callout
                tone="error"
                title="The endpoints could not be listed."
                next="Close this and try again."
              />
            )}
          </Section>
          <Section title="Control and repeats">
            <ControlFields draft={draft} onChange={setDraft} />
          </Section>
        </div>
      </div>
    </Dialog>
  );
}
