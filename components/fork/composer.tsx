'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Segments } from '@/components/ui/segments';
import { useShortcuts } from '@/components/ui/shortcuts';
import type { Side } from '@/lib/replay/conversation-at';
import type { ForkBodies } from '@/lib/replay/fork-at';
import type { Outline, OutlineRow } from '@/lib/trace/outline';
import { kindWord, rowName } from '@/lib/view/event-words';
import { BranchTrouble } from './branch-trouble';
import { ChangesSection, type Wanted } from './changes-section';
import { ComposerActions } from './composer-actions';
import type { Draft } from './draft';
import { FindingsList } from './findings-list';
import { PlanLine } from './plan-line';
import { PreparedSection } from './prepared-section';
import { RunColumn } from './run-column';
import { Section } from './section';
import { ToolTable } from './tool-table';
import { useForkPlan } from './use-fork-plan';
import { useInvalid } from './use-invalid';
import { useStart } from './use-start';

const MatrixDialog = dynamic(
  () => import('@/components/matrix/matrix-dialog').then((file) => file.MatrixDialog),
  { ssr: false },
);

interface ComposerProps {
  traceId: string;
  outline: Outline;
  row: OutlineRow;
  side: Side;
  onSide: (side: Side) => void;
  bodies: ForkBodies;
  draft: Draft;
  onDraft: (draft: Draft) => void;
  onClose: () => void;
}

/** Where to fork, what to change, who answers tools, where model calls go; then resume, or only save. */
export function Composer(props: ComposerProps) {
  const { traceId, outline, row, side, bodies, draft, onDraft } = props;
  const plan = useForkPlan({ traceId, outline, seq: row.seq, side, bodies, draft });
  const { chosen, edits, policy, prepared } = plan;
  const invalid = useInvalid();
  const start = useStart({ traceId, seq: row.seq, side, draft, plan, invalid: invalid.any });
  const { branch, resume } = start;
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const [matrix, setMatrix] = useState(false);

  useShortcuts({ '$mod+Enter': { label: 'Resume', run: resume } }, { group: 'Fork', modal: true });

  return (
    <Dialog
      as="sheet"
      wide
      open
      onOpenChange={props.onClose}
      title="Fork"
      description={
        <>
          {side} <span className="font-mono">#{row.seq}</span>, {kindWord[row.kind]}{' '}
          <bdi className="font-mono">{rowName(row)}</bdi>
        </>
      }
      actions={
        <div className="flex w-full flex-col gap-2">
          {branch.error && <BranchTrouble branch={branch} />}
          {plan.findings.length > 0 && chosen && (
            <FindingsList
              host={chosen.endpoint.host ?? chosen.endpoint.name}
              findings={plan.findings}
              allowed={plan.allowed}
              onAllow={(is) => onDraft({ ...draft, sendAnyway: is ? plan.leave : null })}
              onGo={(place) => setWanted({ ...place })}
            />
          )}
          <ComposerActions
            unready={start.unready}
            canMatrix={chosen !== null}
            missing={start.missing}
            isPending={branch.isPending}
            checking={start.isAwaited}
            runs={start.runs}
            onSave={start.save}
            onMatrix={() => setMatrix(true)}
            onResume={resume}
          >
            <PlanLine
              endpoint={chosen?.words ?? '…'}
              rows={plan.rows}
              prepared={prepared.prepared}
              free={chosen?.endpoint.kind === 'scripted'}
              runs={start.runs}
            />
          </ComposerActions>
        </div>
      }
    >
      <div className="grid gap-x-6 gap-y-4 md:grid-cols-[minmax(0,1fr)_280px]">
        <div className="flex min-w-0 flex-col gap-4">
          <Section title="Where">
            <Segments
              label="Side of the event"
              value={side}
              onChange={(next) => {
                // Their rows go away, and what could not be read in them.
                invalid.forget('message ', 'added ');
                props.onSide(next);
              }}
              options={[
                { value: 'before', label: row.saw ? 'Before: what the model saw' : 'Before it' },
                { value: 'after', label: row.saw ? 'After: with its reply' : 'After it' },
              ]}
            />
          </Section>
          <ChangesSection {...{ plan, side, draft, onDraft, invalid, wanted }} onSubmit={resume} />
          <Section
            title="Who answers tools"
            aside={
              draft.policy && (
                <Button look="ghost" onClick={() => onDraft({ ...draft, policy: null })}>
                  As in the parent
                </Button>
              )
            }
          >
            <ToolTable
              rows={plan.rows}
              policy={policy}
              outline={outline}
              forkSeq={plan.checkpoint?.point.forkSeq ?? row.seq}
              noExecutors={plan.noExecutors}
              onPolicy={(next) => onDraft({ ...draft, policy: next })}
              onInvalid={(tool, is) => invalid.tell(`tool ${tool}`, is)}
            />
          </Section>
          <PreparedSection state={prepared} />
        </div>
        <RunColumn {...{ plan, draft, onDraft }} />
      </div>
      {matrix && chosen && (
        <MatrixDialog
          {...{ traceId, side, edits }}
          seq={row.seq}
          endpoint={chosen.choice}
          limits={chosen.limits}
          policy={draft.policy ?? undefined}
          onClose={() => setMatrix(false)}
        />
      )}
    </Dialog>
  );
}
