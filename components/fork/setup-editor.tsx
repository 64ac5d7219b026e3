'use client';

import { Pencil } from 'lucide-react';
import type { ReactNode, Ref } from 'react';
import { Button } from '@/components/ui/button';
import type { Checkpoint, SetupField } from '@/lib/replay/fork-at';
import type { ForkEdit } from '@/lib/trace/fork-edit';
import { jsonLine, oneLine } from '@/lib/trace/summary';
import { plainLine } from '@/lib/view/plain-line';
import { systemText } from './draft';
import { ParameterEditor } from './parameter-editor';
import { SystemEditor } from './system-editor';
import { ResetButton } from './text-editor';
import type { ToolLine } from './tool-lines';
import { ToolsEditor } from './tools-editor';

export type SetupPart = 'system' | 'tools' | 'paste' | 'parameters';

interface SetupEditorProps {
  checkpoint: Checkpoint;
  /** The model that is asked to go on; null while none is chosen. */
  model: string | null;
  lines: readonly ToolLine[] | null;
  /** Said by somebody to have been none. */
  none: readonly SetupField[];
  /** What is open. */
  open: ReadonlySet<SetupPart>;
  onOpen: (part: SetupPart, open: boolean) => void;
  onEdit: (edit: ForkEdit) => void;
  onReset: (edit: ForkEdit) => void;
  onLines: (lines: readonly ToolLine[]) => void;
  onInvalid: (key: string, invalid: boolean) => void;
  onSubmit: () => void;
  systemRef: Ref<HTMLTextAreaElement>;
  pasteRef: Ref<HTMLTextAreaElement>;
}

/** System prompt, tools, model and parameters: what the trace has, what it does not say, what is changed. */
export function SetupEditor(props: SetupEditorProps) {
  const { checkpoint, open, onOpen, onEdit, onReset, none } = props;
  const { original, edits, setup, inferredTools } = checkpoint;
  const recorded = systemText(original);
  const system = edits.find((edit) => edit.type === 'system');
  const tools = edits.find((edit) => edit.type === 'tools');
  const parameters = edits.find((edit) => edit.type === 'parameters');
  const names = setup.tools?.map(({ name }) => name).join(', ');
  return (
    <dl className="flex flex-col border-line border-y">
      <Row word="System prompt">
        {open.has('system') || system ? (
          <SystemEditor
            recorded={recorded}
            edit={system}
            onEdit={onEdit}
            onReset={onReset}
            onSubmit={props.onSubmit}
            inputRef={props.systemRef}
          />
        ) : (
          <Line
            words={recorded === null ? null : plainLine(oneLine(recorded)) || 'empty'}
            none={none.includes('system')}
          >
            <EditButton
              label={recorded === null ? 'Write one' : 'Edit'}
              what="the system prompt"
              onClick={() => onOpen('system', true)}
            />
          </Line>
        )}
      </Row>
      <Row word="Tools">
        <Line words={names === undefined ? null : names || 'none'} none={none.includes('tools')}>
          {tools && <ResetButton onReset={() => onReset(tools)} />}
          <EditButton
            label={open.has('tools') ? 'Close' : 'Edit'}
            what="the tools"
            expanded={open.has('tools')}
            onClick={() => onOpen('tools', !open.has('tools'))}
          />
        </Line>
        {open.has('tools') && (
          <ToolsEditor
            recorded={original.setup.tools}
            inferred={inferredTools}
            lines={props.lines}
            onLines={props.onLines}
            pasting={open.has('paste')}
            onPasting={(pasting) => onOpen('paste', pasting)}
            onInvalid={(tool, invalid) => props.onInvalid(`schema ${tool}`, invalid)}
            onSubmit={props.onSubmit}
            inputRef={props.pasteRef}
          />
        )}
      </Row>
      <Row word="Model">
        <Line words={setup.model}>
          {props.model !== null && props.model !== setup.model && (
            <span className="text-12 text-text-2">
              asked to go on: <bdi className="font-mono text-text-1">{props.model}</bdi>
            </span>
          )}
        </Line>
      </Row>
      <Row word="Parameters">
        <Line words={setup.parameters === null ? null : plainLine(jsonLine(setup.parameters))}>
          {parameters && <ResetButton onReset={() => onReset(parameters)} />}
          <EditButton
            label={open.has('parameters') ? 'Close' : 'Edit'}
            what="the parameters"
            expanded={open.has('parameters')}
            onClick={() => {
              if (open.has('parameters')) props.onInvalid('parameters', false);
              onOpen('parameters', !open.has('parameters'));
            }}
          />
        </Line>
        {open.has('parameters') && (
          <ParameterEditor
            recorded={original.setup.parameters}
            value={setup.parameters}
            onChange={(next) => onEdit({ type: 'parameters', parameters: next })}
            onInvalid={(invalid) => props.onInvalid('parameters', invalid)}
            onSubmit={props.onSubmit}
          />
        )}
      </Row>
    </dl>
  );
}

function Row({ word, children }: { word: string; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-x-3 border-line border-b py-1 last:border-b-0 sm:flex-row">
      <dt className="w-24 shrink-0 text-12 text-text-2 leading-6">{word}</dt>
      <dd className="min-w-0 flex-1">{children}</dd>
    </div>
  );
}

interface LineProps {
  words: string | null;
  none?: boolean;
  children?: ReactNode;
}

function Line({ words, none = false, children }: LineProps) {
  return (
    <div className="flex min-h-6 items-center gap-2">
      {words === null ? (
        <span className="min-w-0 flex-1 text-12 text-text-3">
          {none ? 'none, as you said' : 'not in the trace'}
        </span>
      ) : (
        <bdi className="min-w-0 flex-1 truncate font-mono text-12">{words}</bdi>
      )}
      {children}
    </div>
  );
}

interface EditButtonProps {
  label: string;
  what: string;
  expanded?: boolean;
  onClick: () => void;
}

function EditButton({ label, what, expanded, onClick }: EditButtonProps) {
  return (
    <Button
      aria-expanded={expanded}
      glyph={!expanded && <Pencil size={14} strokeWidth={1.5} aria-hidden />}
      onClick={onClick}
    >
      {label}
      <span className="sr-only"> {what}</span>
    </Button>
  );
}
