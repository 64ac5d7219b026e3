import { describe, expect, it } from 'vitest';
import type { Json } from '@/lib/trace/json';
import { emptySetup } from '@/lib/trace/setup';
import { bodiesOf, replyOf, runAgainst } from './all-mocks.testing';
import { callSettings } from './call-settings';
import type { ProviderKind } from './provider-model';

const sent = async (kind: ProviderKind, parameters: Json, modelId: string) => {
  const setup = { ...emptySetup, parameters };
  const { mock, steps } = await runAgainst(kind, [], { setup, modelId });
  return { body: bodiesOf(mock)[0], adapted: replyOf(steps)[0]?.adapted };
};

describe('callSettings', () => {
  it('sends to each API its own, in its own words', async () => {
    const openai = {
      reasoning_effort: 'low',
      parallel_tool_calls: false,
      max_completion_tokens: 9,
    };
    const chat = await sent('openai-chat', openai, 'gpt-5');
    expect(chat.body).toMatchObject(openai);
    expect(chat.adapted).toEqual([]);

    const reasoning = { reasoning: { effort: 'low', summary: 'auto' }, max_output_tokens: 9 };
    const responses = await sent('openai-responses', reasoning, 'gpt-5');
    expect(responses.body).toMatchObject({ ...reasoning, store: false });
    expect(responses.adapted).toEqual([]);

    const thinking = { thinking: { type: 'enabled', budget_tokens: 1024 }, max_tokens: 4000 };
    const anthropic = await sent('anthropic', thinking, 'claude-sonnet-4-5');
    expect(anthropic.body).toMatchObject(thinking);
    expect(anthropic.adapted).toEqual([]);

    const generationConfig = { topK: 4, thinkingConfig: { thinkingBudget: 5 }, temperature: 0.1 };
    const google = await sent('google', { generationConfig }, 'gemini-2.5-pro');
    expect(google.body).toMatchObject({ generationConfig });
    expect(google.adapted).toEqual([]);

    const local = { top_k: 4, min_p: 0.1, seed: 3, stop: ['x'] };
    const compatible = await sent('openai-compatible', local, 'qwen');
    expect(compatible.body).toMatchObject(local);
    expect(compatible.adapted).toEqual([]);
  });

  it('tells what is left out, and what is added', () => {
    expect(
      callSettings({ thinking: { type: 'enabled' }, top_k: 1 }, 'openai-chat').adapted,
    ).toEqual(['Parameters that this API does not take were left out: thinking, top_k.']);
    const { settings, adapted } = callSettings({ seed: 1, reasoning_effort: 'high' }, 'anthropic');
    expect(settings).toEqual({ maxOutputTokens: 8192 });
    expect(adapted).toEqual([
      'This API wants a limit for its reply and none is recorded: 8192 tokens.',
      'Parameters that this API does not take were left out: reasoning_effort, seed.',
    ]);
    expect(callSettings({ stream: true, stop: null, n: 1 }, 'google').adapted).toEqual([]);
    expect(callSettings({ anything: 1 }, 'scripted')).toEqual({ settings: {}, adapted: [] });
  });

  it('turns thinking off where the reply to go on from has lost its own', () => {
    const parameters = { thinking: { type: 'enabled', budget_tokens: 1024 }, max_tokens: 4000 };
    const { settings, adapted } = callSettings(parameters, 'anthropic', { thinks: false });
    expect(settings).toEqual({ maxOutputTokens: 4000, providerOptions: { anthropic: {} } });
    expect(adapted).toHaveLength(1);
  });

  it.each([
    ['auto', { type: 'auto' }],
    [{ type: 'any' }, { type: 'required' }],
    [
      { type: 'function', function: { name: 'a' } },
      { type: 'tool', toolName: 'a' },
    ],
    [
      { type: 'tool', name: 'a' },
      { type: 'tool', toolName: 'a' },
    ],
    ['odd', undefined],
  ] as const)('reads the choice of a tool %j', (choice, toolChoice) => {
    const { settings } = callSettings({ tool_choice: choice }, 'openai-chat');
    expect(settings.toolChoice).toEqual(toolChoice);
  });
});
