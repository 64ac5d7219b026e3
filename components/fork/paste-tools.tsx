'use client';

import { type Ref, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field, Textarea } from '@/components/ui/field';
import { parseTools } from '@/lib/replay/fork/parse-tools';
import type { ToolDefinition } from '@/lib/trace/setup';

interface PasteToolsProps {
  onTools: (tools: readonly ToolDefinition[], notes: readonly string[]) => void;
  onCancel: () => void;
  inputRef: Ref<HTMLTextAreaElement>;
}

/** Definitions out of somebody's own code: as a model API or an MCP server takes them. */
export function PasteTools({ onTools, onCancel, inputRef }: PasteToolsProps) {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const take = (): void => {
    const parsed = parseTools(text);
    if ('problem' in parsed) setProblem(parsed.problem);
    else onTools(parsed.tools, parsed.notes);
  };
  return (
    <div className="flex flex-col gap-2">
      <Field
        label="Tool definitions as JSON"
        hint="A tools list of OpenAI, Anthropic or Gemini, or what an MCP server answers to tools/list."
        error={problem}
      >
        {(control) => (
          <Textarea
            {...control}
            ref={inputRef}
            spellCheck={false}
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              setProblem(null);
            }}
          />
        )}
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>Cancel</Button>
        <Button disabled={text.trim() === ''} onClick={take}>
          Use these tools
        </Button>
      </div>
    </div>
  );
}
