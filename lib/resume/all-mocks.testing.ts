import { setTimeout as sleep } from 'node:timers/promises';
import { textMessage } from '@/lib/trace/message';
import { emptySetup } from '@/lib/trace/setup';
import { startMockAnthropic } from './mock-anthropic.testing';
import { startMockGoogle } from './mock-google.testing';
import { startMockOpenaiChat } from './mock-openai-chat.testing';
import { startMockOpenaiResponses } from './mock-openai-responses.testing';
import type { Mock, MockReply } from './mock-server.testing';
import { type ProviderKind, providerModel } from './provider-model';
import { type ResumeOptions, type ResumeStep, resume } from './resume';

const starters: Record<ProviderKind, (script?: readonly MockReply[]) => Promise<Mock>> = {
  'openai-compatible': startMockOpenaiChat,
  'openai-chat': startMockOpenaiChat,
  'openai-responses': startMockOpenaiResponses,
  anthropic: startMockAnthropic,
  google: startMockGoogle,
};

export const kinds: ProviderKind[] = [
  ...(['openai-compatible', 'openai-chat', 'openai-responses'] as const),
  ...(['anthropic', 'google'] as const),
];

export interface Ran {
  steps: ResumeStep[];
  mock: Mock;
  /** Milliseconds that it waited, once each. */
  waited: number[];
}

/** Runs a conversation against the mock of an API, and stops the mock. Waits take no time. */
export async function runAgainst(
  kind: ProviderKind,
  replies: readonly MockReply[],
  more: Partial<ResumeOptions> & { fetch?: typeof fetch; modelId?: string } = {},
): Promise<Ran> {
  const { fetch: how = globalThis.fetch, modelId = 'mock', ...options } = more;
  const mock = await starters[kind](replies);
  const waited: number[] = [];
  const steps: ResumeStep[] = [];
  const endpoint = { kind, baseUrl: mock.url, model: modelId, apiKey: 'sk-secret-of-a-test' };
  try {
    for await (const step of resume({
      conversation: [textMessage('user', 'hi')],
      setup: emptySetup,
      pending: [],
      model: providerModel(endpoint, how),
      ...{ target: kind, where: 'here', answerers: [], limits: { maxSteps: 5 } },
      signal: new AbortController().signal,
      clock: () => 0,
      wait: (ms) => {
        waited.push(ms);
        return sleep(0);
      },
      ...options,
    })) {
      steps.push(step);
    }
  } finally {
    await mock.close();
  }
  return { steps, mock, waited };
}

export const bodiesOf = ({ requests }: Mock): unknown[] =>
  requests.map(({ body }): unknown => JSON.parse(body));

export const replyOf = (steps: readonly ResumeStep[]) =>
  steps.flatMap((step) => (step.type === 'model-call' ? [step] : []));
