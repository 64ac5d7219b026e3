import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@/lib/errors';
import type { OpenCall } from '@/lib/resume/answerer';
import type { ResumeOptions } from '@/lib/resume/resume';
import { sentSetup } from '@/lib/resume/sent-setup';
import type { LiveActivity } from '@/lib/server/executors/answer-live';
import { answererChain } from './answerer-chain';
import { branchScript } from './branch-script';
import { lineageRecording } from './lineage-recording';
import type { LiveBranch } from './live-branch';
import type { LiveMeter } from './live-meter';
import type { LiveRunOptions } from './live-run';
import type { RunExchanges } from './run-exchanges';

interface Controls {
  branch: LiveBranch;
  meter: LiveMeter;
  exchanges: RunExchanges;
  signal: AbortSignal;
  isPausing(): boolean;
  onLive(live: LiveActivity | null): void;
}

/** All that a stored run needs to go on where its branch stands. Throws AppError as `openEndpoint`. */
export async function resumption(
  { store, run, state, allowPrivate, pieceMs, open, wait, now }: LiveRunOptions,
  { branch, meter, exchanges, signal, isPausing, onLive }: Controls,
): Promise<ResumeOptions> {
  const { checkpoint, edits, bytes, trace } = state;
  const { lane } = checkpoint.point;
  const { choice } = run.endpoint;
  if (!choice) throw new AppError('bad_request', 'This run names no endpoint.');
  const { recording } = lineageRecording(store, trace.id);
  const opened = await open(store, choice, {
    allowPrivate,
    script: branchScript(store, trace, { lane, edits, recording, bytes, pieceMs }),
    onExchange: (exchange) => exchanges.keep(meter.steps, exchange),
  });
  meter.endpoint = opened.shown;
  return {
    conversation: checkpoint.conversation.map(({ message }) => message),
    setup: sentSetup(checkpoint.setup, opened.parameters),
    pending: branch.pendingCalls(),
    model: opened.model,
    target: opened.kind,
    where: opened.shown.label,
    answerers: answererChain({
      ...{ store, traceId: trace.id, runId: run.id, lane, recording, now, onLive },
      seqOf: (call: OpenCall) => branch.seqOf(call),
    }),
    // The meter counts what earlier continues used, too.
    limits: { maxSteps: Number.POSITIVE_INFINITY },
    stop: () => {
      const reached = meter.reached();
      if (reached) return { reason: 'limit', message: reached.message };
      return isPausing()
        ? { reason: 'paused', message: 'Paused. Nothing is sent until you let it go on.' }
        : null;
    },
    signal,
    clock: () => now().getTime(),
    wait: wait ?? ((ms, until) => sleep(ms, undefined, { signal: until })),
    bytes,
  };
}
