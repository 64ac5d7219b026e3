'use client';

import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field, TextInput } from '@/components/ui/field';
import { IconButton } from '@/components/ui/icon-button';
import { JsonView } from '@/components/ui/json-view';
import type { Executor, ExecutorTool } from '@/lib/api/executor-contract';
import { hintWords, unknownHints } from './hint-words';

/** The tools of an executor, each with the leave to be called. */
export function ExecutorTools({
  executor,
  onTools,
}: {
  executor: Executor;
  onTools: (tools: ExecutorTool[]) => void;
}) {
  const { tools, kind, name } = executor;
  const change = (at: number, part: Partial<ExecutorTool>): void =>
    onTools(tools.map((tool, place) => (place === at ? { ...tool, ...part } : tool)));
  return (
    <div className="flex flex-col gap-2">
      {tools.length === 0 && (
        <p className="text-12 text-text-3">
          {kind === 'http'
            ? 'It may run no tool yet: add one by its name.'
            : 'No tool is known yet: read them.'}
        </p>
      )}
      <ul aria-label={`Tools of ${name}`} className="flex flex-col">
        {tools.map((tool, at) => (
          <li key={tool.name} className="flex flex-col gap-1 border-line border-t py-1.5">
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <label className="flex min-h-6 min-w-0 items-center gap-2">
                <input
                  type="checkbox"
                  className="size-[14px] shrink-0"
                  checked={tool.allowed}
                  onChange={(event) => change(at, { allowed: event.target.checked })}
                />
                <span className="min-w-0 [overflow-wrap:anywhere]">
                  <span className="sr-only">Allow </span>
                  <bdi className="font-mono text-12">{tool.name}</bdi>
                </span>
              </label>
              <span className="text-12 text-text-2">{hintWords(tool.hints)}</span>
              {kind === 'http' && (
                <span className="ml-auto flex items-center gap-3">
                  <label className="flex min-h-6 items-center gap-2 text-12">
                    <input
                      type="checkbox"
                      className="size-[14px]"
                      checked={tool.hints.readOnly === true}
                      onChange={(event) =>
                        change(at, {
                          hints: { ...tool.hints, readOnly: event.target.checked ? true : null },
                        })
                      }
                    />
                    Reads only
                  </label>
                  <IconButton
                    label={`Remove ${tool.name}`}
                    glyph={<Trash2 size={14} strokeWidth={1.5} aria-hidden />}
                    onClick={() => onTools(tools.filter((_, place) => place !== at))}
                  />
                </span>
              )}
            </div>
            {tool.description && (
              <p className="text-12 text-text-2">
                <bdi>{tool.description}</bdi>
              </p>
            )}
            {tool.schema !== null && (
              <details>
                <summary className="cursor-pointer text-12 text-text-3">Arguments</summary>
                <JsonView label={`Schema of ${tool.name}`} value={tool.schema} />
              </details>
            )}
          </li>
        ))}
      </ul>
      {kind === 'http' && (
        <NewTool
          taken={tools.map((tool) => tool.name)}
          onAdd={(added) =>
            onTools([
              ...tools,
              { name: added, description: null, schema: null, hints: unknownHints, allowed: true },
            ])
          }
        />
      )}
    </div>
  );
}

function NewTool({ taken, onAdd }: { taken: readonly string[]; onAdd: (name: string) => void }) {
  const [name, setName] = useState('');
  const wanted = name.trim();
  return (
    <form
      className="flex items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (wanted === '' || taken.includes(wanted)) return;
        onAdd(wanted);
        setName('');
      }}
    >
      <Field label="Tool to allow, by its name" className="max-w-80 flex-1">
        {(control) => (
          <TextInput
            {...control}
            spellCheck={false}
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Button
        size="medium"
        type="submit"
        disabled={wanted === '' || taken.includes(wanted)}
        glyph={<Plus size={14} strokeWidth={1.5} aria-hidden />}
      >
        Allow tool
      </Button>
    </form>
  );
}
