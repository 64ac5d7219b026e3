'use client';

import { Send } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { hintOf } from '@/components/data/api-error';
import { ValueEditor } from '@/components/fork/value-editor';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { useShortcuts } from '@/components/ui/shortcuts';
import type { PendingCall } from '@/lib/api/run-contract';
import type { Json } from '@/lib/trace/json';
import { Suggestions } from './suggestions';
import { useAnswer } from './use-answer';
import type { RunState } from './use-run';

/** The answer of a person: typed, or a recorded one. */
export function AnswerForm({
  runId,
  call,
  first,
  onAnswered,
}: {
  runId: string;
  call: PendingCall;
  /** The page's key answers this one. */
  first: boolean;
  onAnswered: RunState['tell'];
}) {
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
      aria-label={`Answer to ${call.tool}, #${call.seq}`}
      className="flex flex-col gap-3"
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
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
