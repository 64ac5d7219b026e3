'use client';

import { Pencil } from 'lucide-react';
import { useState } from 'react';
import { Badge } from '@/components/ui/badge';
import { IconButton } from '@/components/ui/icon-button';
import type { ToolDefinition } from '@/lib/trace/setup';
import { oneLine } from '@/lib/trace/summary';
import { plainLine } from '@/lib/view/plain-line';
import { ObjectEditor } from './object-editor';
import { TextEditor } from './text-editor';
import type { ToolLine } from './tool-lines';

interface ToolLineEditorProps {
  line: ToolLine;
  /** What the trace says of it; null: nothing. */
  recorded: ToolDefinition | null;
  onLine: (line: ToolLine) => void;
  onInvalid: (invalid: boolean) => void;
  onSubmit: () => void;
}

/** One tool in one line: whether the model is told of it; its description and schema when opened. */
export function ToolLineEditor(props: ToolLineEditorProps) {
  const { line, recorded, onLine } = props;
  const { definition, on, source } = line;
  const [open, setOpen] = useState(false);
  const [invalid, setInvalid] = useState(false);
  const name = plainLine(definition.name);
  const change = (next: ToolDefinition): void => {
    const same = recorded !== null && JSON.stringify(next) === JSON.stringify(recorded);
    onLine({ definition: next, on, source: same ? 'recorded' : 'edited' });
  };
  return (
    <li className="border-line border-b last:border-b-0">
      <div className="flex min-h-8 items-center gap-2">
        <label className="flex min-h-6 min-w-0 flex-1 items-center gap-2">
          <input
            type="checkbox"
            className="size-[14px] shrink-0"
            checked={on}
            onChange={(event) => onLine({ ...line, on: event.target.checked })}
          />
          <bdi
            className={`shrink-0 font-mono text-12 ${on ? '' : source === 'inferred' ? 'text-text-3' : 'text-text-3 line-through'}`}
          >
            {name}
          </bdi>
          <span className="min-w-0 truncate text-12 text-text-3">
            {plainLine(oneLine(definition.description ?? ''))}
          </span>
        </label>
        <Badge tone={source === 'recorded' ? 'plain' : source === 'inferred' ? 'warn' : 'diverge'}>
          {source}
        </Badge>
        <IconButton
          label={`Edit the definition of ${name}`}
          aria-expanded={open}
          glyph={<Pencil size={14} strokeWidth={1.5} aria-hidden />}
          onClick={() => setOpen(!open || invalid)}
        />
      </div>
      {open && (
        <div className="flex flex-col gap-2 border-line border-t bg-surface-1 p-2">
          <TextEditor
            label={`Description of ${name}`}
            original={recorded ? (recorded.description ?? '') : null}
            value={definition.description ?? ''}
            onChange={(description) => {
              const { description: _, ...rest } = definition;
              change(description === '' ? rest : inOrder(rest, description));
            }}
            onSubmit={props.onSubmit}
          />
          <p className="font-medium text-12 text-text-2">Schema of its arguments</p>
          <ObjectEditor
            label={`Schema of ${name}`}
            value={definition.schema ?? null}
            original={recorded?.schema ?? null}
            onChange={(schema) => {
              const { schema: _, ...rest } = definition;
              change(schema === null ? rest : { ...rest, schema });
            }}
            onInvalid={(is) => {
              setInvalid(is);
              props.onInvalid(is);
            }}
            onSubmit={props.onSubmit}
          />
        </div>
      )}
    </li>
  );
}

/** As it was recorded: an edit that is taken back is then known as none. */
const inOrder = ({ name, ...rest }: ToolDefinition, description: string): ToolDefinition => ({
  ...{ name, description },
  ...rest,
});
