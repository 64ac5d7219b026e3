'use client';

import { useState } from 'react';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Select } from '@/components/ui/field';
import type { Outline } from '@/lib/trace/outline';
import type { ToolRule } from '@/lib/trace/tool-policy';
import { counted } from '@/lib/view/format-number';
import { plainLine } from '@/lib/view/plain-line';
import { IgnorePaths } from './ignore-paths';
import { LiveNote } from './live-note';
import type { ToolRow } from './tool-rows';
import { ValueEditor } from './value-editor';

interface ToolRuleRowProps {
  row: ToolRow;
  outline: Outline;
  forkSeq: number;
  onRule: (rule: ToolRule) => void;
  /** Takes a leave back that was given earlier. */
  onAskAgain: (executorId: string) => void;
  onInvalid: (invalid: boolean) => void;
}

const schemaWords = {
  recorded: 'recorded',
  inferred: 'inferred',
  pasted: 'pasted',
  edited: 'edited',
  none: 'none',
} as const;

/** One tool: what is recorded of it, what the model is told of it, who answers it. */
export function ToolRuleRow(props: ToolRuleRowProps) {
  const { row, outline, forkSeq, onRule } = props;
  const { tool, rule, live, before, after, schema } = row;
  const [ignoring, setIgnoring] = useState(false);
  const name = plainLine(tool);
  const { otherwise } = rule;
  const chosen = otherwise.by === 'executor' ? `live ${otherwise.executorId}` : otherwise.by;
  const choose = (value: string): void => {
    if (value !== 'fixed') props.onInvalid(false);
    onRule({ ...rule, otherwise: otherwiseOf(value) });
  };
  const picked = live.find(({ id }) => chosen === `live ${id}`);
  return (
    <li className="flex flex-col gap-2 border-line border-b py-2 last:border-b-0">
      <div className="grid items-center gap-x-3 gap-y-1 sm:grid-cols-[minmax(0,1fr)_96px_72px_minmax(0,300px)]">
        <bdi className="truncate font-medium font-mono text-12" title={name}>
          {name}
        </bdi>
        <Cell word="Recorded">
          <span
            className={after > 0 ? 'text-text-1' : 'text-text-3'}
            title={`${counted(after, 'result')} after this point, ${before} before`}
          >
            {after} after
            <span className="text-text-3">, {before} before</span>
          </span>
        </Cell>
        <Cell word="Schema">
          <Badge tone={schema === 'none' || schema === 'inferred' ? 'warn' : 'plain'}>
            {schemaWords[schema]}
          </Badge>
        </Cell>
        <div className="flex min-w-0 items-center gap-2">
          <label className="flex min-h-6 shrink-0 items-center gap-1.5 text-12">
            <input
              type="checkbox"
              className="size-[14px]"
              checked={rule.recording}
              aria-label={`Recording first, for ${name}`}
              onChange={(event) => onRule({ ...rule, recording: event.target.checked })}
            />
            Recording
          </label>
          <Select
            aria-label={`Who answers ${name}${rule.recording ? ' otherwise' : ''}`}
            value={chosen}
            onChange={(event) => choose(event.target.value)}
          >
            <option value="hand">{rule.recording ? 'then by hand' : 'By hand'}</option>
            <option value="fixed">{rule.recording ? 'then a fixed value' : 'Fixed value'}</option>
            {live.map(({ id, name: executor }) => (
              <option key={id} value={`live ${id}`}>
                {rule.recording ? 'then live' : 'Live'}: {plainLine(executor)}
              </option>
            ))}
            <option value="deny">{rule.recording ? 'then deny' : 'Deny'}</option>
          </Select>
        </div>
      </div>
      {rule.recording && (before + after > 0 || rule.ignore.length > 0) && (
        <div className="flex flex-col items-start gap-2">
          <Button
            look="ghost"
            aria-expanded={ignoring}
            className="-ml-2"
            onClick={() => setIgnoring(!ignoring)}
          >
            {rule.ignore.length > 0
              ? `Ignores ${counted(rule.ignore.length, 'argument')}`
              : 'Ignore arguments…'}
          </Button>
          {ignoring && (
            <div className="w-full border-line border-l pl-3">
              <IgnorePaths
                {...{ tool, outline, forkSeq }}
                paths={rule.ignore}
                onChange={(ignore) => onRule({ ...rule, ignore })}
              />
            </div>
          )}
        </div>
      )}
      {otherwise.by === 'fixed' && (
        <div className="flex flex-col gap-1 border-line border-l pl-3">
          <ValueEditor
            label={`Fixed value of ${name}`}
            value={otherwise.output}
            onChange={(output) => onRule({ ...rule, otherwise: { ...otherwise, output } })}
            onInvalid={props.onInvalid}
          />
          <label className="flex min-h-6 items-center gap-2 text-12">
            <input
              type="checkbox"
              className="size-[14px]"
              checked={otherwise.isError}
              onChange={(event) =>
                onRule({ ...rule, otherwise: { ...otherwise, isError: event.target.checked } })
              }
            />
            Return it as an error
          </label>
        </div>
      )}
      {picked && <LiveNote choice={picked} onAskAgain={() => props.onAskAgain(picked.id)} />}
    </li>
  );
}

/** A value under its word; in a wide row the word stands above the column. */
function Cell({ word, children }: { word: string; children: React.ReactNode }) {
  return (
    <div className="flex items-center gap-2 text-12">
      <span className="w-16 text-text-3 sm:sr-only">{word}</span>
      {children}
    </div>
  );
}

function otherwiseOf(value: string): ToolRule['otherwise'] {
  if (value === 'fixed') return { by: 'fixed', output: '', isError: false };
  if (value === 'deny') return { by: 'deny' };
  return value.startsWith('live ')
    ? { by: 'executor', executorId: value.slice(5) }
    : { by: 'hand' };
}
