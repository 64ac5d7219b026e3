'use client';

import { GitFork, Play } from 'lucide-react';
import { useDeferredValue, useMemo, useRef, useState } from 'react';
import { EndpointFields } from '@/components/run/endpoint-fields';
import { useEndpoint } from '@/components/run/use-endpoint';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Dialog } from '@/components/ui/dialog';
import { Segments } from '@/components/ui/segments';
import { useShortcuts } from '@/components/ui/shortcuts';
import { isAppError } from '@/lib/errors';
import type { Side } from '@/lib/replay/conversation-at';
import { type Checkpoint, type ForkBodies, forkAt } from '@/lib/replay/fork-at';
import type { ForkEdit } from '@/lib/trace/fork-edit';
import type { Outline, OutlineRow } from '@/lib/trace/outline';
import { kindWord, rowName } from '@/lib/view/event-words';
import { AskChoice } from './ask-choice';
import { BranchTrouble } from './branch-trouble';
import { ConversationRows } from './conversation-rows';
import { changeDraft, type Draft, editsOf, resetEdit } from './draft';
import { EditList } from './edit-list';
import { PlanLine } from './plan-line';
import { ProblemList } from './problem-list';
import { SetupEditor } from './setup-editor';
import { useBranch } from './use-branch';

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

/** Where to fork, what to change, where model calls go; then resume, or only save. */
export function Composer(props: ComposerProps) {
  const { outline, row, side, bodies, draft, onDraft } = props;
  const endpoint = useEndpoint();
  const branch = useBranch();
  const [systemOpen, setSystemOpen] = useState(false);
  const [invalid, setInvalid] = useState<ReadonlySet<string>>(new Set());
  const prompt = useRef<HTMLTextAreaElement>(null);
  const system = useRef<HTMLTextAreaElement>(null);

  const original = useMemo(
    () => forkAt(outline, bodies, row.seq, side).original,
    [outline, bodies, row, side],
  );
  const edits = useMemo(() => editsOf(draft, side, original), [draft, side, original]);
  // Typing goes first; the rows follow.
  const settled = useDeferredValue(edits);
  const made = useMemo(
    () => checkpointOf(() => forkAt(outline, bodies, row.seq, side, settled)),
    [outline, bodies, row, side, settled],
  );

  const edit = (one: ForkEdit): void => onDraft(changeDraft(draft, side, original, one));
  const reset = (one: ForkEdit): void => {
    if (one.type === 'system') setSystemOpen(false);
    onDraft(resetEdit(draft, side, one));
  };

  const missing =
    missingOf(draft, invalid) ?? ('missing' in endpoint.chosen ? endpoint.chosen.missing : null);
  const send = (resume: boolean): void => {
    const { chosen } = endpoint;
    if (branch.isPending || missingOf(draft, invalid) || (resume && missing)) return;
    branch.mutate({
      ...{ id: props.traceId, seq: row.seq, side, edits },
      first: side === 'after' ? row.seq + 1 : row.seq,
      run:
        resume && 'choice' in chosen
          ? { endpoint: chosen.choice, limits: { maxSteps: endpoint.draft.maxSteps } }
          : null,
    });
  };
  const resume = () => send(true);
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
          <div className="flex flex-col gap-x-4 gap-y-2 sm:flex-row sm:items-center">
            <div className="min-w-0 flex-1">
              {'checkpoint' in made && (
                <PlanLine
                  checkpoint={made.checkpoint}
                  outline={outline}
                  endpoint={'words' in endpoint.chosen ? endpoint.chosen.words : '…'}
                />
              )}
              <p role="status" className="text-12 text-warn empty:hidden">
                {missing}
              </p>
            </div>
            <div className="flex shrink-0 justify-end gap-2">
              <Button
                size="medium"
                disabled={branch.isPending || missingOf(draft, invalid) !== null}
                glyph={<GitFork size={14} strokeWidth={1.5} aria-hidden />}
                onClick={() => send(false)}
              >
                Save fork only
              </Button>
              <Button
                look="primary"
                size="medium"
                keys="$mod+Enter"
                disabled={branch.isPending || missing !== null}
                glyph={<Play size={14} strokeWidth={1.5} aria-hidden />}
                onClick={resume}
              >
                {branch.isPending ? 'Starting…' : 'Resume'}
              </Button>
            </div>
          </div>
        </div>
      }
    >
      <div className="grid gap-x-6 gap-y-4 md:grid-cols-[minmax(0,1fr)_280px]">
        <div className="flex min-w-0 flex-col gap-4">
          <Section title="Where">
            <Segments
              label="Side of the event"
              value={side}
              onChange={props.onSide}
              options={[
                { value: 'before', label: row.saw ? 'Before: what the model saw' : 'Before it' },
                { value: 'after', label: row.saw ? 'After: with its reply' : 'After it' },
              ]}
            />
          </Section>
          <Section title="What changes">
            <EditList edits={edits} onReset={reset} />
            <AskChoice
              draft={draft}
              original={original}
              onChange={onDraft}
              onSubmit={resume}
              inputRef={prompt}
            />
            {'problem' in made && <Callout live tone="error" title={made.problem} />}
            {'checkpoint' in made && (
              <>
                <ProblemList checkpoint={made.checkpoint} onEdit={edit} />
                <SetupEditor
                  checkpoint={made.checkpoint}
                  systemOpen={systemOpen}
                  onSystemOpen={() => {
                    setSystemOpen(true);
                    focusSoon(system);
                  }}
                  onEdit={edit}
                  onReset={reset}
                  onSubmit={resume}
                  inputRef={system}
                />
                <h4 className="font-medium text-12 text-text-2">
                  The conversation as it would be sent
                </h4>
                <ConversationRows
                  checkpoint={made.checkpoint}
                  side={side}
                  onEdit={edit}
                  onReset={reset}
                  onEditPrompt={() => {
                    onDraft({ ...draft, mode: 'replace' });
                    focusSoon(prompt);
                  }}
                  onEditSystem={() => {
                    setSystemOpen(true);
                    focusSoon(system);
                  }}
                  onInvalid={(index, part, is) => {
                    const next = new Set(invalid);
                    if (is) next.add(`${index} ${part}`);
                    else next.delete(`${index} ${part}`);
                    setInvalid(next);
                  }}
                  onSubmit={resume}
                />
              </>
            )}
          </Section>
        </div>
        <Section title="Where model calls go">
          <EndpointFields endpoint={endpoint} />
        </Section>
      </div>
    </Dialog>
  );
}

function Section({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section className="flex min-w-0 flex-col gap-2">
      <h3 className="font-semibold text-13">{title}</h3>
      {children}
    </section>
  );
}

function checkpointOf(make: () => Checkpoint): { checkpoint: Checkpoint } | { problem: string } {
  try {
    return { checkpoint: make() };
  } catch (error) {
    if (isAppError(error)) return { problem: error.message };
    throw error;
  }
}

function missingOf({ mode, append }: Draft, invalid: ReadonlySet<string>): string | null {
  if (invalid.size > 0) return 'An edit is not valid JSON: mend or reset it.';
  const empty = mode === 'append' && append.trim() === '';
  return empty ? 'Type the message to append, or continue unchanged.' : null;
}

/** After the field has been drawn. */
const focusSoon = (field: React.RefObject<HTMLElement | null>): void => {
  setTimeout(() => field.current?.focus());
};
