'use client';

import { useEffect, useRef, useState } from 'react';
import type { ChosenEndpoint } from '@/components/run/endpoint-draft';
import { Callout } from '@/components/ui/callout';
import type { Place } from '@/lib/api/prepare-contract';
import type { Side } from '@/lib/replay/conversation-at';
import type { ForkEdit } from '@/lib/trace/fork-edit';
import { AskChoice } from './ask-choice';
import { ConversationRows } from './conversation-rows';
import { changeDraft, type Draft, resetEdit } from './draft';
import { EditList } from './edit-list';
import { ProblemList } from './problem-list';
import { Section } from './section';
import { SetupEditor, type SetupPart } from './setup-editor';
import { TokenBar } from './token-bar';
import { firstToolLines, type ToolLine, withInferred } from './tool-lines';
import { UnknownsForm } from './unknowns-form';
import type { ForkPlan } from './use-fork-plan';
import type { useInvalid } from './use-invalid';

/** Another one for each wish, also for the same place. */
export type Wanted = Readonly<Place>;

interface ChangesSectionProps {
  plan: ForkPlan;
  side: Side;
  draft: Draft;
  onDraft: (draft: Draft) => void;
  invalid: ReturnType<typeof useInvalid>;
  /** What somebody wants to see. */
  wanted: Wanted | null;
  onSubmit: () => void;
}

/** What the branch changes: the prompt, the setup, any message. */
export function ChangesSection(props: ChangesSectionProps) {
  const { plan, side, draft, onDraft, invalid, wanted, onSubmit } = props;
  const { original, edits, made, chosen } = plan;
  const prompt = useRef<HTMLTextAreaElement>(null);
  const system = useRef<HTMLTextAreaElement>(null);
  const paste = useRef<HTMLTextAreaElement>(null);
  const setup = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState<ReadonlySet<SetupPart>>(new Set());
  // Another one where editors have to begin anew with what was recorded.
  const [round, setRound] = useState(0);

  const onOpen = (part: SetupPart, is: boolean): void =>
    setOpen((old) => {
      const next = new Set(old);
      if (is) next.add(part);
      else next.delete(part);
      return next;
    });
  const [seen, setSeen] = useState<Wanted | null>(null);
  if (wanted !== seen) {
    setSeen(wanted);
    if (wanted && wanted.in !== 'message') onOpen(wanted.in, true);
  }
  useEffect(() => {
    if (!seen || seen.in === 'message') return;
    setup.current?.scrollIntoView({ block: 'center' });
    (seen.in === 'system' ? system : setup).current?.focus();
  }, [seen]);

  const edit = (one: ForkEdit): void => onDraft(changeDraft(draft, side, original, one));
  const setLines = (tools: readonly ToolLine[]): void => onDraft({ ...draft, tools });
  const reset = (one: ForkEdit): void => {
    if (one.type === 'system') onOpen('system', false);
    if (invalid.forget(...keysOf(one))) setRound(round + 1);
    onDraft(resetEdit(draft, side, one));
  };
  const model = chosen && modelWords(chosen);
  const openSystem = (): void => {
    onOpen('system', true);
    focusSoon(system);
  };
  return (
    <Section title="What changes">
      <EditList edits={edits} onReset={reset} />
      <AskChoice
        draft={draft}
        original={original}
        onChange={onDraft}
        onSubmit={onSubmit}
        inputRef={prompt}
      />
      {'problem' in made && <Callout live tone="error" title={made.problem} />}
      {'checkpoint' in made && (
        <>
          <ProblemList checkpoint={made.checkpoint} onEdit={edit} />
          <UnknownsForm
            unknown={made.checkpoint.setupMissing.filter((field) => !draft.none.includes(field))}
            model={model}
            inferred={made.checkpoint.inferredTools.length}
            onWriteSystem={openSystem}
            onInfer={() => {
              const lines = firstToolLines(original.setup.tools, made.checkpoint.inferredTools);
              setLines(withInferred(draft.tools ?? lines));
              onOpen('tools', true);
            }}
            onPaste={() => {
              onOpen('tools', true);
              onOpen('paste', true);
              focusSoon(paste);
            }}
            onNone={(field) => onDraft({ ...draft, none: [...draft.none, field] })}
          />
          <div ref={setup} tabIndex={-1} className="-outline-offset-2">
            <SetupEditor
              key={round}
              checkpoint={made.checkpoint}
              model={model}
              lines={draft.tools}
              none={draft.none}
              open={open}
              onOpen={(part, is) => (part === 'system' && is ? openSystem() : onOpen(part, is))}
              onEdit={edit}
              onReset={reset}
              onLines={setLines}
              onInvalid={invalid.tell}
              onSubmit={onSubmit}
              systemRef={system}
              pasteRef={paste}
            />
          </div>
          {plan.prepared.prepared && (
            <TokenBar tokens={plan.prepared.prepared.tokens} stale={plan.prepared.stale} />
          )}
          <h4 className="font-medium text-12 text-text-2">The conversation as it would be sent</h4>
          <ConversationRows
            key={`rows ${round}`}
            checkpoint={made.checkpoint}
            side={side}
            edits={draft.messages[side]}
            wanted={wanted?.in === 'message' ? wanted : null}
            onEdit={edit}
            onReset={reset}
            onEditPrompt={() => {
              onDraft({ ...draft, mode: 'replace' });
              focusSoon(prompt);
            }}
            onEditSystem={openSystem}
            onInvalid={invalid.tell}
            onForget={invalid.forget}
            onSubmit={onSubmit}
          />
        </>
      )}
    </Section>
  );
}

const modelWords = ({ choice, endpoint }: ChosenEndpoint): string =>
  endpoint.kind === 'scripted' ? endpoint.name : (choice.model ?? endpoint.model ?? endpoint.name);

/** Beginnings of the keys under which what is typed for an edit is known as invalid. */
function keysOf(edit: ForkEdit): string[] {
  switch (edit.type) {
    case 'message':
    case 'remove-message':
      return [`message ${edit.index} `];
    case 'insert-messages':
      return [`added ${edit.index} `];
    case 'tools':
      return ['schema '];
    case 'parameters':
      return ['parameters'];
    default:
      return [];
  }
}

/** After the field has been drawn. */
const focusSoon = (field: React.RefObject<HTMLElement | null>): void => {
  setTimeout(() => field.current?.focus());
};
