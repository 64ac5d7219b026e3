'use client';

import { useMutation } from '@tanstack/react-query';
import { Radio } from 'lucide-react';
import { client } from '@/components/data/api-client';
import { hintOf } from '@/components/data/api-error';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import type { Approval, PendingCall } from '@/lib/api/run-contract';
import { useAnswer } from './use-answer';
import type { RunState } from './use-run';

const denied = 'A person did not allow this call. It was not run.';

const glyph = <Radio size={14} strokeWidth={1.5} aria-hidden />;

/** Exactly what a live call would send, and the leave to send it. */
export function LiveRequest({
  runId,
  call,
  approval,
  again,
  asked,
  onAnswered,
}: {
  runId: string;
  call: PendingCall;
  approval: Approval;
  /** It was sent once already. */
  again: boolean;
  /** The policy of the branch sends this call there, and waits for leave only. */
  asked: boolean;
  onAnswered: RunState['tell'];
}) {
  const { executorId, executor, host, request, reason } = approval;
  const approve = useMutation({
    mutationFn: (remember: 'once' | 'tool') =>
      client.runs.approve({ id: runId, callId: call.callId, executorId, remember }),
    onSuccess: onAnswered,
  });
  const answer = useAnswer(runId, onAnswered);
  const busy = approve.isPending || answer.isPending;
  const error = approve.error ?? answer.error;
  return (
    <section aria-label={`Live call of ${call.tool}, #${call.seq}`} className="flex flex-col gap-2">
      <p className="text-12 text-text-2">
        {reason} It goes to <bdi className="font-medium text-text-1">{executor}</bdi>
        {host !== null && (
          <>
            {' '}
            at <bdi className="font-mono">{host}</bdi>
          </>
        )}
        .
      </p>
      <details open={!again}>
        <summary className="cursor-pointer text-12 text-text-2">Exactly what is sent</summary>
        <section
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard.
          tabIndex={0}
          aria-label={`Request for #${call.seq}`}
          className="max-h-60 overflow-auto whitespace-pre border border-line bg-surface-1 p-2 font-mono text-12"
        >
          {[
            `${request.method} ${request.to}`,
            ...request.headers.map(([name, value]) => `${name}: ${value}`),
            '',
            request.body,
          ].join('\n')}
        </section>
      </details>
      {error && (
        <Callout
          live
          tone="error"
          title={error.message}
          kept="Nothing was sent."
          next={hintOf(error)}
        />
      )}
      <div className="flex flex-wrap gap-2">
        <Button
          look="danger"
          size="medium"
          glyph={glyph}
          disabled={busy}
          onClick={() => approve.mutate('once')}
        >
          {again ? 'Run it again' : 'Run it once'}
        </Button>
        {asked && (
          <Button
            size="medium"
            disabled={busy}
            title="For this tool, in this branch and its forks"
            onClick={() => approve.mutate('tool')}
          >
            Run it, and do not ask again for this tool
          </Button>
        )}
        {asked && (
          <Button
            size="medium"
            disabled={busy}
            title={`The model is told: ${denied}`}
            onClick={() => answer.mutate({ callId: call.callId, output: denied, isError: true })}
          >
            Deny
          </Button>
        )}
      </div>
    </section>
  );
}
