import { describe, expect, it } from 'vitest';
import type { KeepBlob } from './keep-blob';
import { readOpenaiMessage, readOpenaiTools } from './openai-chat';
import { readOpenaiResponse, readOpenaiUsage } from './openai-response';

const keepBlob: KeepBlob = (base64, mediaType) =>
  base64 === '' ? null : { sha256: `sha of ${base64}`, mediaType, bytes: base64.length };
const read = (value: Parameters<typeof readOpenaiMessage>[0]) => readOpenaiMessage(value, keepBlob);

describe('a message of the chat API', () => {
  it('reads every part, and what it does not know as unknown', () => {
    expect(
      read({
        role: 'user',
        name: 'Ada',
        content: [
          { type: 'text', text: 'Look' },
          { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA', detail: 'low' } },
          { type: 'image_url', image_url: { url: 'https://pictures.example/x.png' } },
          { type: 'input_audio', input_audio: { data: 'BBBB', format: 'wav' } },
          {
            type: 'file',
            file: { filename: 'a.pdf', file_data: 'data:application/pdf;base64,CCCC' },
          },
          { type: 'hologram', data: 1 },
        ],
      }),
    ).toEqual([
      {
        role: 'user',
        name: 'Ada',
        parts: [
          { type: 'text', text: 'Look' },
          {
            type: 'media',
            mediaType: 'image/png',
            blob: { sha256: 'sha of AAAA', mediaType: 'image/png', bytes: 4 },
          },
          { type: 'media', mediaType: 'image/*', url: 'https://pictures.example/x.png' },
          {
            type: 'media',
            mediaType: 'audio/wav',
            blob: { sha256: 'sha of BBBB', mediaType: 'audio/wav', bytes: 4 },
          },
          {
            type: 'media',
            mediaType: 'application/pdf',
            blob: { sha256: 'sha of CCCC', mediaType: 'application/pdf', bytes: 4 },
            name: 'a.pdf',
          },
          { type: 'unknown', value: { type: 'hologram', data: 1 } },
        ],
      },
    ]);
  });

  it('decodes arguments once, and keeps those that are no JSON', () => {
    const call = (args: unknown) => {
      const [message] = read({
        role: 'assistant',
        content: null,
        tool_calls: [
          { id: 'c', type: 'function', function: { name: 't', arguments: String(args) } },
        ],
      });
      return message?.parts[0];
    };
    expect(call('{"a":"[1]"}')).toEqual({
      type: 'tool-call',
      callId: 'c',
      tool: 't',
      input: { a: '[1]' },
    });
    expect(call('{"a":')).toEqual({
      type: 'tool-call',
      callId: 'c',
      tool: 't',
      input: '{"a":',
      malformed: true,
    });
    expect(call('')).toMatchObject({ input: {} });
    expect(call('{"id":90071992547409931}')).toMatchObject({ input: { id: '90071992547409931' } });
    expect(call('['.repeat(5000))).toMatchObject({ malformed: true });
  });

  it('reads reasoning, refusals, old calls and results', () => {
    expect(
      read({ role: 'assistant', reasoning_content: 'Hm', content: '', refusal: 'No' }),
    ).toEqual([
      {
        role: 'assistant',
        parts: [
          { type: 'reasoning', text: 'Hm' },
          { type: 'text', text: 'No' },
        ],
      },
    ]);
    expect(read({ role: 'assistant', function_call: { name: 't', arguments: '{}' } })).toEqual([
      { role: 'assistant', parts: [{ type: 'tool-call', callId: null, tool: 't', input: {} }] },
    ]);
    expect(read({ role: 'function', name: 't', content: '3' })).toEqual([
      { role: 'tool', parts: [{ type: 'tool-result', callId: null, tool: 't', output: '3' }] },
    ]);
    expect(
      read({
        role: 'tool',
        tool_call_id: 'c',
        content: [
          { type: 'text', text: 'see' },
          { type: 'image_url', image_url: { url: 'data:image/png;base64,AA' } },
        ],
      }),
    ).toMatchObject([
      {
        parts: [
          {
            type: 'tool-result',
            callId: 'c',
            output: [{ type: 'text', text: 'see' }, { type: 'media' }],
          },
          { type: 'media', mediaType: 'image/png' },
        ],
      },
    ]);
  });

  it('drops nothing: odd members, odd roles, no object at all', () => {
    const [message] = read(
      JSON.parse('{"role":"developer","content":"x","__proto__":{"a":1},"audio":null}'),
    );
    expect(JSON.stringify(message)).toBe(
      '{"role":"system","parts":[{"type":"text","text":"x"},{"type":"unknown","value":{"__proto__":{"a":1}}}]}',
    );
    expect(read({ role: 'narrator', content: 'x' })).toMatchObject([
      { role: 'user', name: 'narrator' },
    ]);
    expect(read('x')).toEqual([{ role: 'user', parts: [{ type: 'unknown', value: 'x' }] }]);
  });
});

it('reads tools, new and old', () => {
  expect(
    readOpenaiTools([
      {
        type: 'function',
        function: { name: 'a', description: 'does a', parameters: { type: 'object' } },
      },
      { name: 'b' },
    ]),
  ).toEqual([
    { name: 'a', description: 'does a', schema: { type: 'object' } },
    { name: 'b', schema: { name: 'b' } },
  ]);
  expect(readOpenaiTools(undefined)).toBeNull();
});

it('reads a completion, and counts as the API does', () => {
  const reply = readOpenaiResponse(
    {
      model: 'm',
      choices: [{ finish_reason: 'stop', message: { content: 'Hi' } }],
      usage: {
        prompt_tokens: 10,
        completion_tokens: 4,
        prompt_tokens_details: { cached_tokens: 8 },
        completion_tokens_details: { reasoning_tokens: 2 },
      },
    },
    keepBlob,
  );
  expect(reply).toEqual({
    model: 'm',
    finishReason: 'stop',
    message: { role: 'assistant', parts: [{ type: 'text', text: 'Hi' }] },
    usage: { input: 10, output: 4, cacheRead: 8, reasoning: 2 },
  });
  expect(readOpenaiResponse({ object: 'response' }, keepBlob)).toBeNull();
  expect(readOpenaiUsage({ prompt_tokens: -1 })).toBeNull();
});
