'use client';

import { ClipboardPaste, Sparkles } from 'lucide-react';
import { type Ref, useState } from 'react';
import { Button } from '@/components/ui/button';
import type { ToolDefinition } from '@/lib/trace/setup';
import { counted } from '@/lib/view/format-number';
import { PasteTools } from './paste-tools';
import { ToolLineEditor } from './tool-line-editor';
import { firstToolLines, type ToolLine, withInferred, withPasted } from './tool-lines';

const glyph = { size: 14, strokeWidth: 1.5, 'aria-hidden': true } as const;

interface ToolsEditorProps {
  recorded: readonly ToolDefinition[] | null;
  inferred: readonly ToolDefinition[];
  /** null: as recorded. */
  lines: readonly ToolLine[] | null;
  onLines: (lines: readonly ToolLine[]) => void;
  pasting: boolean;
  onPasting: (pasting: boolean) => void;
  onInvalid: (tool: string, invalid: boolean) => void;
  onSubmit: () => void;
  inputRef: Ref<HTMLTextAreaElement>;
}

/** What the model is told of tools: which, how they are described, what arguments they take. */
export function ToolsEditor(props: ToolsEditorProps) {
  const { recorded, inferred, onLines, pasting } = props;
  const lines = props.lines ?? firstToolLines(recorded, inferred);
  const [notes, setNotes] = useState<readonly string[]>([]);
  const offered = lines.filter(({ source, on }) => source === 'inferred' && !on).length;
  return (
    <div className="flex min-w-0 flex-col gap-2 py-1">
      {lines.length > 0 && (
        <ul aria-label="Tools the model is told of" className="flex flex-col">
          {lines.map((line, at) => (
            <ToolLineEditor
              key={line.definition.name}
              line={line}
              recorded={recorded?.find(({ name }) => name === line.definition.name) ?? null}
              onLine={(next) => onLines(lines.with(at, next))}
              onInvalid={(invalid) => props.onInvalid(line.definition.name, invalid)}
              onSubmit={props.onSubmit}
            />
          ))}
        </ul>
      )}
      <div className="flex flex-wrap gap-2">
        {offered > 0 && (
          <Button glyph={<Sparkles {...glyph} />} onClick={() => onLines(withInferred(lines))}>
            Use {counted(offered, 'tool')} inferred from calls
          </Button>
        )}
        {!pasting && (
          <Button glyph={<ClipboardPaste {...glyph} />} onClick={() => props.onPasting(true)}>
            Paste a list
          </Button>
        )}
      </div>
      {pasting && (
        <PasteTools
          inputRef={props.inputRef}
          onCancel={() => props.onPasting(false)}
          onTools={(tools, left) => {
            onLines(withPasted(lines, tools));
            setNotes(left);
            props.onPasting(false);
          }}
        />
      )}
      <div role="status" className="text-12 text-text-2 empty:hidden">
        {notes.map((note) => (
          <p key={note}>{note}</p>
        ))}
      </div>
    </div>
  );
}
