'use client';

import { Pencil } from 'lucide-react';
import type { ReactNode, Ref } from 'react';
import { Button } from '@/components/ui/button';
import type { Checkpoint } from '@/lib/replay/fork-at';
import type { ForkEdit } from '@/lib/trace/fork-edit';
import { oneLine } from '@/lib/trace/summary';
import { counted } from '@/lib/view/format-number';
import { plainLine } from '@/lib/view/plain-line';
import { systemText } from './draft';
import { ResetButton, TextEditor } from './text-editor';

interface SetupEditorProps {
  checkpoint: Checkpoint;
  systemOpen: boolean;
  onSystemOpen: () => void;
  onEdit: (edit: ForkEdit) => void;
  onReset: (edit: ForkEdit) => void;
  onSubmit: () => void;
  inputRef: Ref<HTMLTextAreaElement>;
}

/** System prompt, tools and model: what the trace has, and what it does not say. */
export function SetupEditor(props: SetupEditorProps) {
  const { checkpoint, onEdit, onReset } = props;
  const { original, edits, setup, inferredTools } = checkpoint;
  const recorded = systemText(original);
  const system = edits.find((edit) => edit.type === 'system');
  const tools = edits.find((edit) => edit.type === 'tools');
  return (
    <dl className="flex flex-col border-line border-y">
      <Row word="System prompt">
        {props.systemOpen || system ? (
          <TextEditor
            label="System prompt"
            labelHidden
            original={recorded}
            value={system?.text ?? recorded ?? ''}
            onChange={(text) =>
              text === (recorded ?? '')
                ? onReset({ type: 'system', text })
                : onEdit({ type: 'system', text })
            }
            onReset={() => onReset({ type: 'system', text: '' })}
            onSubmit={props.onSubmit}
            inputRef={props.inputRef}
          />
        ) : (
          <Line words={recorded === null ? null : plainLine(oneLine(recorded)) || 'empty'}>
            <Button
              glyph={<Pencil size={14} strokeWidth={1.5} aria-hidden />}
              onClick={props.onSystemOpen}
            >
              {recorded === null ? 'Write one' : 'Edit'}
            </Button>
          </Line>
        )}
      </Row>
      <Row word="Tools">
        <Line words={setup.tools && (setup.tools.map(({ name }) => name).join(', ') || 'none')}>
          {tools && (
            <>
              <span className="text-12 text-text-3">inferred</span>
              <ResetButton onReset={() => onReset(tools)} />
            </>
          )}
          {!setup.tools && inferredTools.length > 0 && (
            <Button
              title={inferredTools.map(({ name }) => name).join(', ')}
              onClick={() => onEdit({ type: 'tools', tools: inferredTools })}
            >
              Use {counted(inferredTools.length, 'tool')} inferred from calls
            </Button>
          )}
        </Line>
      </Row>
      <Row word="Model">
        <Line words={setup.model} />
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

function Line({ words, children }: { words: string | null; children?: ReactNode }) {
  return (
    <div className="flex min-h-6 items-center gap-2">
      {words === null ? (
        <span className="min-w-0 flex-1 text-12 text-text-3">not in the trace</span>
      ) : (
        <bdi className="min-w-0 flex-1 truncate font-mono text-12">{words}</bdi>
      )}
      {children}
    </div>
  );
}
