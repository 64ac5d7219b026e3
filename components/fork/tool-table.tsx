'use client';

import type { Outline } from '@/lib/trace/outline';
import type { ToolPolicy } from '@/lib/trace/tool-policy';
import { type ToolRow, withoutLeave, withRule } from './tool-rows';
import { ToolRuleRow } from './tool-rule-row';

interface ToolTableProps {
  rows: readonly ToolRow[];
  policy: ToolPolicy;
  outline: Outline;
  forkSeq: number;
  /** Nothing that could run a tool for real is set up. */
  noExecutors: boolean;
  onPolicy: (policy: ToolPolicy) => void;
  onInvalid: (tool: string, invalid: boolean) => void;
}

/** A row per tool that may be called: who answers it. */
export function ToolTable(props: ToolTableProps) {
  const { rows, policy, outline, forkSeq, onPolicy } = props;
  if (rows.length === 0)
    return (
      <p className="text-12 text-text-3">
        The trace calls no tool and defines none. What the model calls nevertheless waits for you.
      </p>
    );
  return (
    <div className="flex flex-col">
      <div
        aria-hidden
        className="hidden gap-x-3 border-line border-b pb-1 text-12 text-text-3 sm:grid sm:grid-cols-[minmax(0,1fr)_96px_72px_minmax(0,300px)]"
      >
        <span>Tool</span>
        <span>Recorded</span>
        <span>Schema</span>
        <span>Answered by</span>
      </div>
      <ul aria-label="Who answers each tool" className="flex flex-col">
        {rows.map((row) => (
          <ToolRuleRow
            key={row.tool}
            {...{ row, outline, forkSeq }}
            onRule={(rule) => onPolicy(withRule(policy, rule))}
            onAskAgain={(id) => onPolicy(withoutLeave(policy, id, row.tool))}
            onInvalid={(invalid) => props.onInvalid(row.tool, invalid)}
          />
        ))}
      </ul>
      <p className="pt-1 text-12 text-text-3">
        The recording answers the same tool with equal arguments, once each.
        {props.noExecutors && (
          <>
            {' '}
            To run a tool for real, add an executor under{' '}
            <a
              href="/settings/tools"
              target="_blank"
              rel="noreferrer"
              className="text-select underline underline-offset-2"
            >
              settings
            </a>
            .
          </>
        )}
      </p>
    </div>
  );
}
