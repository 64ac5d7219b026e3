'use client';

import { CirclePause, Send } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { hintOf } from '@/components/data/api-error';
import { ValueEditor } from '@/components/fork/value-editor';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { JsonView } from '@/components/ui/json-view';
import { useShortcuts } from '@/components/ui/shortcuts';
import type { PendingCall } from '@/lib/api/run-contract';
import type { Json } from '@/lib/trace/json';
import { Suggestions } from './suggestions';
import { useAnswer } from './use-answer';
import type { RunState } from './use-run';

interface PendingCallCardProps {
  runId: string;
  call: PendingCall;
  /** The page's key answers this one. */
  first: boolean;
  onAnswered: RunState['tell'];
}

/** A tool call that waits for somebody: what is asked, what was recorded for the like, and the answer. */
export function PendingCallCard({ runId, call, first, onAnswered }: PendingCallCardProps) {
  const answer = useAnswer(runId, onAnswered);
  // Undefined while nothing was typed or chosen: the key of the page then sends nothing.
  const [output, setOutput] = useState<Json | undefined>(undefined);
  const [isError, setError] = useState(false);
  const [invalid, setInvalid] = useState(false);
  const [used, setUsed] = useState<{ seq: number; output: Json } | null>(null);
  const untouched = used !== null && JSON.stringify(used.output) === JSON.stringify(output);
  const submit = (): void => {
    if (invalid || answer.isPending || output === undefined) return;
    const from = untouched && !isError ? { fromSeq: used.seq } : {};
    answer.mutate({ callId: call.callId, output, isError, ...from });
  };
  useShortcuts(
    { '$mod+Enter': { label: 'Answer', run: submit } },
    { group: 'Run', enabled: first },
  );
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    submit();
  };
  return (
    <form
      aria-label={`Answer to ${call.tool}`}
      className="relative flex flex-col gap-3 border-line border-t py-2 pr-3 pl-4"
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <span aria-hidden className="absolute inset-y-0 left-0 w-[3px] bg-select" />
      <div className="flex min-w-0 items-center gap-2">
        <CirclePause size={14} strokeWidth={1.5} aria-hidden className="shrink-0 text-select" />
        <h3 className="min-w-0 truncate font-medium">
          <bdi className="font-mono text-12">{call.tool}</bdi>
        </h3>
        <Badge tone="select">needs you</Badge>
        <span className="ml-auto font-mono text-11 text-text-3">#{call.seq}</span>
      </div>
      <div>
        <h4 className="font-medium text-12 text-text-2">Arguments</h4>
        <JsonView label={`Arguments of ${call.tool}`} value={call.input} />
      </div>
      <Suggestions
        call={call}
        used={used?.seq ?? null}
        onUse={(suggestion) => {
          setUsed(suggestion);
          setOutput(suggestion.output);
          setInvalid(false);
        }}
      />
      <ValueEditor
        key={used?.seq ?? 'own'}
        label="Your answer"
        value={used?.output ?? ''}
        onChange={setOutput}
        onInvalid={setInvalid}
        onSubmit={submit}
      />
      {answer.error && (
        <Callout
          live
          tone="error"
          title={answer.error.message}
          kept="Your answer is still here."
          next={hintOf(answer.error)}
        />
      )}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <label className="flex min-h-6 items-center gap-2 text-12">
          <input
            type="checkbox"
            className="size-[14px]"
            checked={isError}
            onChange={(event) => setError(event.target.checked)}
          />
          Return it as an error
        </label>
        <Button
          type="submit"
          look="primary"
          size="medium"
          keys="$mod+Enter"
          className="ml-auto"
          disabled={invalid || answer.isPending || output === undefined}
          glyph={<Send size={14} strokeWidth={1.5} aria-hidden />}
        >
          {untouched && !isError ? `Answer with #${used.seq}` : 'Answer'}
        </Button>
      </div>
    </form>
  );
}
