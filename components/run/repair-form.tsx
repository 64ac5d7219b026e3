'use client';

import { useMutation } from '@tanstack/react-query';
import { Wrench } from 'lucide-react';
import { useState } from 'react';
import { client } from '@/components/data/api-client';
import { hintOf } from '@/components/data/api-error';
import { ValueEditor } from '@/components/fork/value-editor';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import type { PendingCall } from '@/lib/api/run-contract';
import type { Json } from '@/lib/trace/json';
import { useAnswer } from './use-answer';
import type { RunState } from './use-run';

const told = 'The arguments of this call were not valid JSON. Call the tool again.';

/** Arguments that are no JSON: mended by a person, or given back to the model. */
export function RepairForm({
  runId,
  call,
  onAnswered,
}: {
  runId: string;
  call: PendingCall;
  onAnswered: RunState['tell'];
}) {
  const [input, setInput] = useState<Json>(call.repaired ?? {});
  const [invalid, setInvalid] = useState(false);
  const repair = useMutation({
    mutationFn: () => client.runs.repair({ id: runId, callId: call.callId, input }),
    onSuccess: onAnswered,
  });
  const answer = useAnswer(runId, onAnswered);
  const busy = repair.isPending || answer.isPending;
  const error = repair.error ?? answer.error;
  const submit = (): void => {
    if (!invalid && !busy) repair.mutate();
  };
  return (
    <section aria-label={`Repair ${call.tool}, #${call.seq}`} className="flex flex-col gap-3">
      <p className="text-12 text-text-2">
        The arguments are no JSON.{' '}
        {call.repaired === null
          ? 'What was meant could not be told: type it.'
          : 'Below is what was probably meant: look before you go on.'}
      </p>
      <ValueEditor
        label="Repaired arguments"
        value={call.repaired ?? {}}
        onChange={setInput}
        onInvalid={setInvalid}
        onSubmit={submit}
      />
      {error && (
        <Callout
          live
          tone="error"
          title={error.message}
          kept="What you typed is still here."
          next={hintOf(error)}
        />
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <Button
          size="medium"
          disabled={busy}
          title={told}
          onClick={() => answer.mutate({ callId: call.callId, output: told, isError: true })}
        >
          Tell the model
        </Button>
        <Button
          look="primary"
          size="medium"
          disabled={busy || invalid}
          glyph={<Wrench size={14} strokeWidth={1.5} aria-hidden />}
          onClick={submit}
        >
          Repair and continue
        </Button>
      </div>
    </section>
  );
}
