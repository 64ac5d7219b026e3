import { describe, expect, it } from 'vitest';
import { textMessage } from '@/lib/trace/message';
import type { Setup } from '@/lib/trace/setup';
import { bodiesOf, kinds, replyOf, runAgainst } from './all-mocks.testing';
import type { Answerer } from './answerer';
import { anthropicSignature } from './mock-anthropic.testing';
import type { MockReply } from './mock-server.testing';
import type { ProviderKind } from './provider-model';

const setup: Setup = {
  system: [{ type: 'text', text: 'Be kind.' }],
  tools: [
    {
      name: 'weather.now',
      description: 'Weather of a city',
      schema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
    },
  ],
  model: null,
  parameters: { temperature: 0.5, max_tokens: 100 },
};
const weather: Answerer = (call) =>
  Promise.resolve({
    output: { sky: 'blue', of: call.input },
    isError: false,
    provenance: { by: 'fixed' },
  });

const spelled = (kind: ProviderKind) => (kind === 'google' ? 'weather.now' : 'weather_now');
const signature = (kind: ProviderKind) =>
  kind === 'anthropic' ? anthropicSignature : 'sealed-by-the-provider';
const loop = (kind: ProviderKind): MockReply[] => [
  {
    ...{ reasoning: 'I look.', signature: signature(kind), text: 'Let me see.' },
    calls: ['Bern', 'Oslo'].map((city, at) => ({
      name: spelled(kind),
      arguments: { city },
      id: `call_${at}`,
      ...(kind === 'google' && at === 0 ? { signature: 'call-signature' } : {}),
    })),
  },
  { text: 'Blue in both.', usage: { input: 30, output: 4 } },
];

describe.each(kinds)('a loop of two turns with %s', (kind) => {
  it('calls both tools, sends both results back and reads the reply', async () => {
    const { steps, mock } = await runAgainst(kind, loop(kind), { setup, answerers: [weather] });
    expect(steps.at(-1)).toEqual({ type: 'ended', reason: 'done', message: null });
    const [first, second] = replyOf(steps);
    expect(first?.reply?.parts).toMatchObject([
      ...(kind === 'openai-chat' ? [] : [{ type: 'reasoning', text: 'I look.' }]),
      { type: 'text', text: 'Let me see.' },
      { ...{ type: 'tool-call', callId: 'call_0', tool: 'weather.now' }, input: { city: 'Bern' } },
      { ...{ type: 'tool-call', callId: 'call_1', tool: 'weather.now' }, input: { city: 'Oslo' } },
    ]);
    expect(second?.reply).toEqual(textMessage('assistant', 'Blue in both.'));
    expect(second?.usage).toMatchObject({ input: 30, output: 4 });
    expect(second?.unfinished).toBe(false);
    expect(steps.flatMap((step) => (step.type === 'delta' ? step.text : [])).join('')).toBe(
      'Let me see.Blue in both.',
    );
    const respelled = ['Tool names were respelled: weather.now.'];
    expect(first?.adapted).toEqual(kind === 'google' ? [] : respelled);
    expect(mock.requests).toHaveLength(2);
    expect(mock.requests[1]?.body).not.toContain('sk-secret');
  });
});

/** The second request of the loop, as each API documents it. */
const expected: Record<ProviderKind, (body: unknown) => void> = {
  'openai-compatible': (body) => expectChat(body),
  'openai-chat': (body) => expectChat(body),
  'openai-responses': (body) => {
    expect(body).toMatchObject({
      ...{ model: 'gpt-5', store: false, stream: true, max_output_tokens: 100 },
      include: ['reasoning.encrypted_content'],
      tools: [{ type: 'function', name: 'weather_now', strict: false }],
      input: [
        { role: 'developer', content: 'Be kind.' },
        { role: 'user', content: [{ type: 'input_text', text: 'hi' }] },
        {
          ...{ type: 'reasoning', encrypted_content: 'sealed-by-the-provider' },
          summary: [{ type: 'summary_text', text: 'I look.' }],
        },
        { role: 'assistant', content: [{ type: 'output_text', text: 'Let me see.' }] },
        { type: 'function_call', call_id: 'call_0', name: 'weather_now' },
        { type: 'function_call', call_id: 'call_1', name: 'weather_now' },
        { type: 'function_call_output', call_id: 'call_0' },
        { type: 'function_call_output', call_id: 'call_1' },
      ],
    });
  },
  anthropic: (body) => {
    expect(body).toMatchObject({
      ...{ max_tokens: 100, temperature: 0.5, stream: true },
      system: [{ type: 'text', text: 'Be kind.' }],
      tools: [{ name: 'weather_now', input_schema: { type: 'object' } }],
      messages: [
        { role: 'user', content: [{ type: 'text', text: 'hi' }] },
        {
          role: 'assistant',
          content: [
            { type: 'thinking', thinking: 'I look.', signature: anthropicSignature },
            { type: 'text', text: 'Let me see.' },
            { type: 'tool_use', id: 'call_0', name: 'weather_now', input: { city: 'Bern' } },
            { type: 'tool_use', id: 'call_1', name: 'weather_now', input: { city: 'Oslo' } },
          ],
        },
        {
          role: 'user',
          content: [
            { type: 'tool_result', tool_use_id: 'call_0' },
            { type: 'tool_result', tool_use_id: 'call_1' },
          ],
        },
      ],
    });
  },
  google: (body) => {
    expect(body).toMatchObject({
      generationConfig: { temperature: 0.5, maxOutputTokens: 100 },
      systemInstruction: { parts: [{ text: 'Be kind.' }] },
      tools: [{ functionDeclarations: [{ name: 'weather.now' }] }],
      contents: [
        { role: 'user', parts: [{ text: 'hi' }] },
        {
          role: 'model',
          parts: [
            { text: 'I look.', thought: true, thoughtSignature: 'sealed-by-the-provider' },
            { text: 'Let me see.' },
            {
              functionCall: { name: 'weather.now', args: { city: 'Bern' } },
              thoughtSignature: 'call-signature',
            },
            { functionCall: { name: 'weather.now', args: { city: 'Oslo' } } },
          ],
        },
        {
          role: 'user',
          parts: [
            { functionResponse: { name: 'weather.now' } },
            { functionResponse: { name: 'weather.now' } },
          ],
        },
      ],
    });
  },
};

function expectChat(body: unknown): void {
  expect(body).toMatchObject({
    ...{ temperature: 0.5, max_tokens: 100, stream: true },
    stream_options: { include_usage: true },
    tools: [{ type: 'function', function: { name: 'weather_now' } }],
    messages: [
      { role: 'system', content: 'Be kind.' },
      { role: 'user', content: 'hi' },
      {
        ...{ role: 'assistant', content: 'Let me see.' },
        tool_calls: [
          {
            ...{ id: 'call_0', type: 'function' },
            function: { name: 'weather_now', arguments: '{"city":"Bern"}' },
          },
          { id: 'call_1' },
        ],
      },
      { role: 'tool', tool_call_id: 'call_0' },
      { role: 'tool', tool_call_id: 'call_1' },
    ],
  });
}

describe('the second request', () => {
  it.each(kinds)('to %s has the shape of its API', async (kind) => {
    const modelId = kind === 'openai-responses' ? 'gpt-5' : 'mock';
    const { mock } = await runAgainst(kind, loop(kind), { setup, answerers: [weather], modelId });
    expected[kind](bodiesOf(mock)[1]);
  });

  it('gives thinking that Anthropic hid back to it as it came', async () => {
    const replies: MockReply[] = [
      { redacted: anthropicSignature, calls: [{ name: 'look', arguments: {} }] },
      { text: 'so' },
    ];
    const { mock, steps } = await runAgainst('anthropic', replies, { answerers: [weather] });
    expect(replyOf(steps)[0]?.reply?.parts[0]).toEqual({
      ...{ type: 'reasoning', text: '', signature: anthropicSignature, redacted: true },
    });
    expect(bodiesOf(mock)[1]).toMatchObject({
      messages: [
        {},
        { content: [{ type: 'redacted_thinking', data: anthropicSignature }, {}] },
        {},
      ],
    });
  });
});

describe('arguments that are no JSON', () => {
  it.each(kinds.filter((kind) => kind !== 'google'))('wait for a person with %s', async (kind) => {
    const calls = [{ name: 'look', arguments: '{"city": "Be' }];
    const { steps } = await runAgainst(kind, [{ calls }], { answerers: [weather] });
    expect(steps.find(({ type }) => type === 'failure')).toBeUndefined();
    expect(replyOf(steps)[0]?.reply?.parts).toMatchObject([
      { type: 'tool-call', input: '{"city": "Be', malformed: true },
    ]);
    expect(steps.at(-1)).toMatchObject({ reason: 'waiting' });
  });
});
