'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Play } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useMemo, useState } from 'react';
import { api, client } from '@/components/data/api-client';
import { hintOf } from '@/components/data/api-error';
import { type Draft, emptyDraft } from '@/components/fork/draft';
import { FindingsList } from '@/components/fork/findings-list';
import { PlanLine } from '@/components/fork/plan-line';
import { type ForkPlan, useForkPlan } from '@/components/fork/use-fork-plan';
import { EndpointFields } from '@/components/run/endpoint-fields';
import { LimitsFields } from '@/components/run/limits-fields';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Dialog } from '@/components/ui/dialog';
import { Field, Textarea } from '@/components/ui/field';
import { useShortcuts } from '@/components/ui/shortcuts';
import { TextView } from '@/components/ui/text-view';
import type { Side } from '@/lib/replay/conversation-at';
import { type ForkBodies, forkAt } from '@/lib/replay/fork-at';
import { firstPrompt, rerunEdits } from '@/lib/replay/rerun/rerun-edits';
import type { Outline } from '@/lib/trace/outline';
import { traceLink } from '@/lib/view/links';
import { NoPrompt } from './no-prompt';

/** As long as the server takes. */
const longestHint = 20_000;

/** A prompt that is shorter needs no scrolling. */
const fitting = 250;

interface RerunFormProps {
  traceId: string;
  outline: Outline;
  point: { seq: number; side: Side };
  bodies: ForkBodies;
  onClose: () => void;
}

/** The prompt, a hint, where model calls go; then branch and run in one go. */
export function RerunForm({ traceId, outline, point, bodies, onClose }: RerunFormProps) {
  const router = useRouter();
  const queries = useQueryClient();
  const [hint, setHint] = useState('');
  const [leave, setLeave] = useState<Draft['sendAnyway']>(null);
  const { seq, side } = point;
  const original = useMemo(
    () => forkAt(outline, bodies, seq, side).original,
    [outline, bodies, seq, side],
  );
  const prompt = firstPrompt(original.messages);
  const draft = useMemo(() => draftOf(original, hint, leave), [original, hint, leave]);
  const plan = useForkPlan({ traceId, outline, seq, side, bodies, draft });
  const { chosen, endpoint, rows, prepared } = plan;
  const start = useMutation({
    mutationFn: (to: NonNullable<ForkPlan['chosen']>) =>
      client.reruns.start({ id: traceId, hint, endpoint: to.choice, limits: to.limits }),
    onSuccess: (made) => {
      onClose();
      router.push(traceLink(made.traceId, { seq: made.seq }));
      void queries.invalidateQueries({ queryKey: api.traces.key() });
    },
  });
  const missing = missingOf(plan, prompt);
  const run = (): void => {
    if (chosen && missing === null && !start.isPending) start.mutate(chosen);
  };
  useShortcuts({ '$mod+Enter': { label: 'Run the task', run } }, { group: 'Run', modal: true });

  return (
    <Dialog
      as="sheet"
      open
      onOpenChange={onClose}
      title="Re-run the task"
      description="From the first prompt to the end, as a branch. The trace stays as it is."
      actions={
        <div className="flex w-full flex-col gap-2">
          {start.error && (
            <Callout
              live
              tone="error"
              title={start.error.message}
              kept="Nothing was made."
              next={hintOf(start.error)}
            />
          )}
          {plan.findings.length > 0 && chosen && (
            <FindingsList
              host={chosen.endpoint.host ?? chosen.endpoint.name}
              findings={plan.findings}
              allowed={plan.allowed}
              onAllow={(is) => setLeave(is ? plan.leave : null)}
            />
          )}
          <div className="flex flex-wrap items-end gap-2">
            <div className="min-w-0 flex-1 basis-60">
              <PlanLine
                endpoint={chosen?.words ?? '…'}
                rows={rows}
                prepared={prepared.prepared}
                free={chosen?.endpoint.kind === 'scripted'}
                runs={1}
              />
              <p role="status" className="text-12 text-warn empty:hidden">
                {missing}
              </p>
            </div>
            <Button
              look="primary"
              size="medium"
              keys="$mod+Enter"
              disabled={start.isPending || missing !== null}
              glyph={<Play size={14} strokeWidth={1.5} aria-hidden />}
              onClick={run}
            >
              {start.isPending ? 'Starting…' : 'Run the task'}
            </Button>
          </div>
        </div>
      }
    >
      <div className="flex flex-col gap-4">
        {prompt === null ? (
          <NoPrompt />
        ) : (
          <section aria-label="First prompt">
            <h3 className="pb-1 font-medium text-12 text-text-2">First prompt</h3>
            <div
              // Only what scrolls has to be reached by keyboard: else the hint comes first.
              tabIndex={prompt.length > fitting ? 0 : undefined}
              className="max-h-40 overflow-y-auto border-line border-y py-1"
            >
              <TextView text={prompt} face="sans" />
            </div>
          </section>
        )}
        <Field
          label="Hint"
          hint="Appended to the prompt under the line “Replay hint:”. Empty: the prompt as it was."
        >
          {(control) => (
            <Textarea
              {...control}
              maxLength={longestHint}
              value={hint}
              onChange={(event) => setHint(event.target.value)}
            />
          )}
        </Field>
        <EndpointFields endpoint={endpoint} />
        <LimitsFields
          limits={endpoint.draft.limits}
          onChange={(limits) => endpoint.change({ ...endpoint.draft, limits })}
        />
        <LiveTools rows={rows} />
      </div>
    </Dialog>
  );
}

/** The composer's own words for the same edits, so that what would be sent is told by the same code. */
function draftOf(
  original: Parameters<typeof rerunEdits>[0],
  hint: string,
  sendAnyway: Draft['sendAnyway'],
): Draft {
  const [edit] = rerunEdits(original, { hint, model: null });
  const draft: Draft = { ...emptyDraft, control: false, sendAnyway };
  if (edit?.type === 'replace-last-user') return { ...draft, mode: 'replace', replace: edit.text };
  return edit ? { ...draft, messages: { before: [edit], after: [edit] } } : draft;
}

function missingOf(
  { endpoint, unchecked, checking, allowed }: ForkPlan,
  prompt: string | null,
): string | null {
  if (prompt === null) return 'There is no prompt to run again.';
  if ('missing' in endpoint.chosen) return endpoint.chosen.missing;
  if (unchecked) return 'What would be sent could not be looked through.';
  if (checking) return 'Looking through what would be sent…';
  return allowed ? null : 'Take out what looks like a secret, or tick that it is sent.';
}

/** Who answers tools is as the trace has it; what acts in the world is named. */
function LiveTools({ rows }: { rows: ForkPlan['rows'] }) {
  const live = rows.filter(({ rule }) => rule.otherwise.by === 'executor');
  return (
    <p className="text-12 text-text-2">
      Tools are answered as the trace has it: the recording first.{' '}
      {live.length === 0 ? (
        'Nothing is called live.'
      ) : (
        <>
          Called live where the recording does not answer:{' '}
          <bdi className="font-mono text-warn">{live.map(({ tool }) => tool).join(', ')}</bdi>.
        </>
      )}
    </p>
  );
}
