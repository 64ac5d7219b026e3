import type { PreparedRequest } from '@/lib/api/prepare-contract';
import type { Checkpoint } from '@/lib/replay/fork-at';
import { answerByPolicy } from '@/lib/resume/answer-by-policy';
import type { MediaBytes } from '@/lib/resume/media-content';
import type { Recording } from '@/lib/resume/recording';
import { resume } from '@/lib/resume/resume';
import { sentSetup } from '@/lib/resume/sent-setup';
import type { OpenEndpoint } from '@/lib/server/endpoints/open-endpoint';
import type { Message } from '@/lib/trace/message';
import type { ToolPolicy } from '@/lib/trace/tool-policy';
import type { RequestCapture } from './request-capture';

interface FirstRequestOptions {
  checkpoint: Checkpoint;
  /** Opened over the capture's fetch. */
  opened: OpenEndpoint;
  capture: RequestCapture;
  policy: ToolPolicy;
  recording: Recording;
  bytes: MediaBytes;
  signal: AbortSignal;
}

export interface FirstRequest {
  request: PreparedRequest | null;
  /** Why there is none. */
  why: string | null;
  adapted: string[];
  /** Answers that the run gives by itself before it sends anything. */
  answered: Message[];
}

/**
 * Runs a branch as a resume does, up to its first request and no further: nothing is sent, no tool is run.
 * What waits is answered by the recording and by fixed values, as the policy says.
 */
export async function firstRequest(options: FirstRequestOptions): Promise<FirstRequest> {
  const { checkpoint, opened, capture, policy, recording, bytes, signal } = options;
  const { kind, shown, parameters } = opened;
  const live: string[] = [];
  const steps = resume({
    conversation: checkpoint.conversation.map(({ message }) => message),
    setup: sentSetup(checkpoint.setup, parameters),
    pending: checkpoint.pending.map(({ callId, tool, input, malformed = false }) => ({
      call: { callId, tool, input, malformed },
      announce: false,
    })),
    model: capture.answering(opened.model),
    target: kind,
    where: shown.label,
    answerers: [
      answerByPolicy({
        policy: async () => policy,
        recording,
        lane: checkpoint.point.lane,
        live: async ({ tool }) => {
          live.push(tool);
          return null;
        },
      }),
    ],
    limits: { maxSteps: 1 },
    signal,
    clock: () => Date.now(),
    wait: () => Promise.reject(new Error('A captured request is never repeated')),
    bytes,
  });
  const adapted: string[] = [];
  const answered: Message[] = [];
  let why: string | null = null;
  for await (const step of steps) {
    if (step.type === 'tool-result') answered.push(step.message);
    if (step.type === 'model-call') adapted.push(...step.adapted);
    if (step.type === 'ended' && step.reason === 'waiting') why = waitingFor(step.message, live);
    else if (step.type === 'ended' && step.reason !== 'done') why = step.message;
  }
  signal.throwIfAborted();
  const { request } = capture;
  return { request, why: request ? null : why, adapted, answered };
}

function waitingFor(message: string | null, live: readonly string[]): string {
  const [tool] = live;
  return tool === undefined
    ? `${message ?? 'A tool call needs your answer.'} What is sent depends on it.`
    : `${tool} would be run live first: what is sent depends on its answer.`;
}
