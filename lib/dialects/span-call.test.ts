import { describe, expect, it } from 'vitest';
import type { Json } from '@/lib/trace/json';
import type { KeepBlob } from './keep-blob';
import { indexed } from './span-attributes';
import { readSpanCall } from './span-call';
import { readSpanCost, readSpanUsage } from './span-usage';

const keepBlob: KeepBlob = (base64, mediaType) => ({
  sha256: 'x',
  mediaType,
  bytes: base64.length,
});
const call = (attributes: Record<string, Json>) =>
  readSpanCall(new Map(Object.entries(attributes)), keepBlob);
const text = (words: string) => ({ type: 'text', text: words });

describe('GenAI conventions', () => {
  it('reads every part, from text or from structured attributes', () => {
    const input: Json = [
      { role: 'system', parts: [{ type: 'text', content: 'Be kind' }] },
      {
        role: 'user',
        parts: [
          { type: 'blob', mime_type: 'image/png', content: 'AAAA' },
          { type: 'uri', uri: 'https://pictures.example/a.png', modality: 'image' },
          { type: 'file', file_id: 'file-1', mime_type: 'application/pdf' },
          { type: 'dance', steps: 2 },
        ],
      },
      {
        role: 'assistant',
        parts: [{ type: 'tool_call', id: 'c', name: 't', arguments: { a: 1 } }],
      },
      { role: 'tool', parts: [{ type: 'tool_call_response', id: 'c', response: { ok: true } }] },
      { role: 'assistant', content: 'plain' },
    ];
    const expected = {
      prompt: [
        {
          role: 'user',
          parts: [
            {
              type: 'media',
              mediaType: 'image/png',
              blob: { sha256: 'x', mediaType: 'image/png', bytes: 4 },
            },
            { type: 'media', mediaType: 'image/*', url: 'https://pictures.example/a.png' },
            { type: 'media', mediaType: 'application/pdf', url: 'file-1' },
            { type: 'unknown', value: { type: 'dance', steps: 2 } },
          ],
        },
        {
          role: 'assistant',
          parts: [{ type: 'tool-call', callId: 'c', tool: 't', input: { a: 1 } }],
        },
        { role: 'tool', parts: [{ type: 'tool-result', callId: 'c', output: { ok: true } }] },
        { role: 'assistant', parts: [text('plain')] },
      ],
      setup: { system: [text('Instructed'), text('Be kind')] },
    };
    const instructions: Json = [{ type: 'text', content: 'Instructed' }];
    expect(
      call({
        'gen_ai.input.messages': JSON.stringify(input),
        'gen_ai.system_instructions': JSON.stringify(instructions),
      }),
    ).toMatchObject(expected);
    expect(
      call({ 'gen_ai.input.messages': input, 'gen_ai.system_instructions': instructions }),
    ).toMatchObject(expected);
  });

  it('tells a prompt that is not recorded from an empty one', () => {
    expect(call({ 'gen_ai.request.model': 'm', 'gen_ai.request.temperature': 0 })).toEqual({
      prompt: null,
      reply: null,
      setup: { system: null, tools: null, model: 'm', parameters: { temperature: 0 } },
      model: 'm',
      finishReason: null,
    });
    expect(call({ 'gen_ai.input.messages': '[]' })).toMatchObject({
      prompt: [],
      setup: { system: [] },
    });
    expect(call({ 'gen_ai.input.messages': '[{' }).prompt).toBeNull();
  });
});

describe('OpenInference', () => {
  it('orders by number and closes gaps', () => {
    const keys = ['m.10.a', 'm.2.a', 'm.0.a', 'm.2.b', 'm.x.a', 'n.1.a'];
    const groups = indexed(new Map(keys.map((key) => [key, key])), 'm.');
    expect(groups.map((group) => [...group.keys()])).toEqual([['a'], ['a', 'b'], ['a']]);
    expect(groups.map((group) => group.get('a'))).toEqual(['m.0.a', 'm.2.a', 'm.10.a']);
  });

  it('takes the raw request only where it holds no fewer messages', () => {
    const flat = {
      'llm.input_messages.0.message.role': 'user',
      'llm.input_messages.0.message.content': 'One',
      'llm.input_messages.1.message.role': 'user',
      'llm.input_messages.1.message.content': 'Two',
    };
    const raw = (count: number): Json =>
      JSON.stringify({
        messages: Array.from({ length: count }, (_, at) => ({
          role: 'user',
          content: `raw ${at}`,
        })),
      });
    const said = (attributes: Record<string, Json>) =>
      call(attributes).prompt?.map(({ parts: [part] }) => part?.type === 'text' && part.text);
    expect(said({ ...flat, 'input.value': raw(2) })).toEqual(['raw 0', 'raw 1']);
    expect(said({ ...flat, 'input.value': raw(1) })).toEqual(['One', 'Two']);
    expect(said({ ...flat, 'input.value': '{"messages":[[{"lc":1}],[{"lc":1}]]}' })).toEqual([
      'One',
      'Two',
    ]);
  });

  it('reads an Anthropic request and reply as they were sent', () => {
    const found = call({
      'input.value': JSON.stringify({
        system: 'Be brief.',
        tools: [{ name: 't', input_schema: { type: 'object' } }],
        messages: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }],
      }),
      'output.value': JSON.stringify({
        type: 'message',
        role: 'assistant',
        content: [{ type: 'tool_use', id: 'c', name: 't', input: {} }],
        stop_reason: 'tool_use',
      }),
    });
    expect(found).toMatchObject({
      prompt: [{ role: 'user', parts: [text('Hi')] }],
      reply: { parts: [{ type: 'tool-call', callId: 'c', tool: 't', input: {} }] },
      setup: { system: [text('Be brief.')], tools: [{ name: 't', schema: { type: 'object' } }] },
      finishReason: 'tool_use',
    });
  });
});

describe('older dialects', () => {
  it('reads OpenLLMetry', () => {
    expect(
      call({
        'gen_ai.prompt.0.role': 'system',
        'gen_ai.prompt.0.content': 'Be kind',
        'gen_ai.prompt.1.role': 'user',
        'gen_ai.prompt.1.content': '[{"type":"text","text":"Hi"}]',
        'gen_ai.prompt.2.role': 'assistant',
        'gen_ai.prompt.2.content': 'null',
        'gen_ai.completion.0.role': 'assistant',
        'gen_ai.completion.0.tool_calls.0.name': 't',
        'gen_ai.completion.0.tool_calls.0.arguments': '{"a":1}',
        'gen_ai.completion.0.finish_reason': 'tool_calls',
      }),
    ).toMatchObject({
      prompt: [
        { role: 'user', parts: [text('Hi')] },
        { role: 'assistant', parts: [] },
      ],
      reply: { parts: [{ type: 'tool-call', callId: null, tool: 't', input: { a: 1 } }] },
      setup: { system: [text('Be kind')] },
      finishReason: 'tool_calls',
    });
  });

  it('reads AI SDK messages', () => {
    const messages: Json = [
      { role: 'user', content: [{ type: 'file', mediaType: 'application/pdf', data: 'AAAA' }] },
      {
        role: 'assistant',
        content: [
          { type: 'reasoning', text: 'Hm' },
          { type: 'tool-call', toolCallId: 'c', toolName: 't', input: {} },
        ],
      },
      {
        role: 'tool',
        content: [
          {
            type: 'tool-result',
            toolCallId: 'c',
            toolName: 't',
            output: { type: 'error-text', value: 'no' },
          },
        ],
      },
    ];
    expect(
      call({ 'ai.prompt.messages': JSON.stringify(messages), 'ai.response.text': 'Hi' }),
    ).toMatchObject({
      prompt: [
        { parts: [{ type: 'media', mediaType: 'application/pdf' }] },
        {
          parts: [
            { type: 'reasoning', text: 'Hm' },
            { type: 'tool-call', callId: 'c', tool: 't', input: {} },
          ],
        },
        { parts: [{ type: 'tool-result', callId: 'c', tool: 't', output: 'no', isError: true }] },
      ],
      reply: { role: 'assistant', parts: [text('Hi')] },
    });
  });
});

describe('usage', () => {
  const usage = (attributes: Record<string, Json>) =>
    readSpanUsage(new Map(Object.entries(attributes)));
  it('includes cached tokens in the input, however they were counted', () => {
    expect(
      usage({ 'gen_ai.usage.input_tokens': 100, 'gen_ai.usage.cache_read.input_tokens': 60 }),
    ).toEqual({
      input: 100,
      cacheRead: 60,
    });
    expect(
      usage({ 'gen_ai.usage.input_tokens': 5, 'gen_ai.usage.cache_read_input_tokens': 95 }),
    ).toEqual({
      input: 100,
      cacheRead: 95,
    });
  });

  it('is null where nothing is recorded, and 0 where 0 is', () => {
    expect(usage({})).toBeNull();
    expect(usage({ 'llm.token_count.prompt': '12', 'llm.token_count.completion': 0 })).toEqual({
      input: 12,
      output: 0,
    });
    expect(usage({ 'llm.token_count.prompt': -3 })).toBeNull();
    expect(readSpanCost(new Map([['llm.cost.total', 0.5]]))).toBe(0.5);
  });
});
