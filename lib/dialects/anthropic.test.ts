import { describe, expect, it } from 'vitest';
import {
  readAnthropicMessage,
  readAnthropicStopReason,
  readAnthropicSystem,
  readAnthropicTools,
  readAnthropicUsage,
} from './anthropic';
import { type KeepBlob, keepBlobIn } from './keep-blob';

const kept: Uint8Array[] = [];
const keep: KeepBlob = keepBlobIn({
  blob(bytes, mediaType) {
    kept.push(bytes);
    return { sha256: `sha-${kept.length}`, mediaType, bytes: bytes.byteLength };
  },
});
const none: KeepBlob = () => null;

describe('keepBlobIn', () => {
  it('decodes base64', () => {
    expect(keep('AAEC/w==', 'image/png')).toMatchObject({ bytes: 4, mediaType: 'image/png' });
    expect(kept.at(-1)).toEqual(new Uint8Array([0, 1, 2, 255]));
  });

  it('says null of what is no base64 and of nothing', () => {
    expect(keep('%%%', 'image/png')).toBeNull();
    expect(keep('', 'image/png')).toBeNull();
  });
});

describe('readAnthropicMessage', () => {
  it('reads plain text', () => {
    expect(readAnthropicMessage({ role: 'user', content: 'hi' }, none)).toEqual([
      { role: 'user', parts: [{ type: 'text', text: 'hi' }] },
    ]);
  });

  it('reads thinking, text and calls of a reply in order', () => {
    const [message] = readAnthropicMessage(
      {
        role: 'assistant',
        content: [
          { type: 'thinking', thinking: 'hm', signature: 'sig' },
          { type: 'thinking', thinking: '', signature: 'sig2' },
          { type: 'redacted_thinking', data: 'opaque' },
          { type: 'text', text: 'Looking.' },
          { type: 'tool_use', id: 't1', name: 'Bash', input: { command: 'ls' } },
          { type: 'server_tool_use', id: 's1', name: 'web_search', input: { query: 'q' } },
          { type: 'web_search_tool_result', tool_use_id: 's1', content: [{ type: 'x' }, 1] },
          { type: 'mcp_tool_use', id: 'm1', name: 'echo', input: {} },
        ],
      },
      none,
    );
    expect(message).toEqual({
      role: 'assistant',
      parts: [
        { type: 'reasoning', text: 'hm', signature: 'sig' },
        { type: 'reasoning', text: '', signature: 'sig2' },
        { type: 'reasoning', text: '', signature: 'opaque', redacted: true },
        { type: 'text', text: 'Looking.' },
        { type: 'tool-call', callId: 't1', tool: 'Bash', input: { command: 'ls' } },
        { type: 'tool-call', callId: 's1', tool: 'web_search', input: { query: 'q' } },
        { type: 'tool-result', callId: 's1', output: [{ type: 'x' }, 1] },
        { type: 'tool-call', callId: 'm1', tool: 'echo', input: {} },
      ],
    });
  });

  it('splits results from the rest of a user message', () => {
    const messages = readAnthropicMessage(
      {
        role: 'user',
        content: [
          { type: 'tool_result', tool_use_id: 'a', content: 'one', is_error: true },
          { type: 'text', text: 'and now this' },
          { type: 'tool_result', tool_use_id: 'b', content: [{ type: 'text', text: 'two' }] },
        ],
      },
      none,
    );
    expect(messages).toEqual([
      {
        role: 'tool',
        parts: [
          { type: 'tool-result', callId: 'a', output: 'one', isError: true },
          { type: 'tool-result', callId: 'b', output: 'two' },
        ],
      },
      { role: 'user', parts: [{ type: 'text', text: 'and now this' }] },
    ]);
  });

  it('puts media of a result beside it, and media of a person with the person', () => {
    const image = {
      type: 'image',
      source: { type: 'base64', media_type: 'image/png', data: 'AAEC' },
    };
    const messages = readAnthropicMessage(
      {
        role: 'user',
        content: [
          {
            type: 'tool_result',
            tool_use_id: 'a',
            content: [{ type: 'text', text: 'see' }, image],
          },
          image,
          { type: 'image', source: { type: 'url', url: 'https://example.com/a.png' } },
        ],
      },
      keep,
    );
    const [tool, user] = messages;
    expect(tool?.role).toBe('tool');
    expect(tool?.parts.map((part) => part.type)).toEqual(['tool-result', 'media']);
    expect(tool?.parts[0]).toMatchObject({
      output: [
        { type: 'text', text: 'see' },
        { type: 'media', mediaType: 'image/png' },
      ],
    });
    expect(user?.parts).toMatchObject([
      { type: 'media', mediaType: 'image/png', blob: { bytes: 3 } },
      { type: 'media', mediaType: 'image/*', url: 'https://example.com/a.png' },
    ]);
  });

  it('drops nothing that it does not know', () => {
    const odd = { type: 'container_upload', file_id: 'f' };
    const broken = {
      type: 'image',
      source: { type: 'base64', media_type: 'image/png', data: '?' },
    };
    const messages = readAnthropicMessage({ role: 'user', content: [odd, broken, 7] }, keep);
    expect(messages).toEqual([
      {
        role: 'user',
        parts: [
          { type: 'unknown', value: odd },
          { type: 'unknown', value: broken },
          { type: 'unknown', value: 7 },
        ],
      },
    ]);
    expect(readAnthropicMessage('text', none)[0]?.parts).toEqual([
      { type: 'unknown', value: 'text' },
    ]);
  });

  it('does not take an inherited property for content', () => {
    const hostile = JSON.parse('{"role":"user","__proto__":{"content":"boo"}}');
    expect(readAnthropicMessage(hostile, none)).toEqual([{ role: 'user', parts: [] }]);
  });
});

describe('requests and replies', () => {
  it('counts cached tokens as input', () => {
    expect(
      readAnthropicUsage({
        input_tokens: 3,
        cache_read_input_tokens: 100,
        cache_creation_input_tokens: 20,
        output_tokens: 7,
      }),
    ).toEqual({ input: 123, output: 7, cacheRead: 100, cacheWrite: 20 });
    expect(
      readAnthropicUsage({ input_tokens: 1, cache_creation: { ephemeral_5m_input_tokens: 4 } }),
    ).toEqual({ input: 5, cacheWrite: 4 });
  });

  it('knows no number where none is recorded', () => {
    expect(readAnthropicUsage(undefined)).toBeNull();
    expect(readAnthropicUsage({ input_tokens: -1, output_tokens: 'many' })).toBeNull();
    expect(readAnthropicUsage({ output_tokens: 0 })).toEqual({ output: 0 });
  });

  it('reads system and tools, and tells none from not recorded', () => {
    expect(readAnthropicSystem('Be brief.', none)).toEqual([{ type: 'text', text: 'Be brief.' }]);
    expect(readAnthropicSystem([{ type: 'text', text: 'a' }], none)).toHaveLength(1);
    expect(readAnthropicSystem(undefined, none)).toBeNull();
    expect(readAnthropicTools(undefined)).toBeNull();
    expect(
      readAnthropicTools([
        { name: 'get', description: 'd', input_schema: { type: 'object' } },
        { type: 'web_search_20250305', name: 'web_search', max_uses: 2 },
      ]),
    ).toEqual([
      { name: 'get', description: 'd', schema: { type: 'object' } },
      {
        name: 'web_search',
        schema: { type: 'web_search_20250305', name: 'web_search', max_uses: 2 },
      },
    ]);
    expect(readAnthropicStopReason({ stop_reason: 'end_turn' })).toBe('end_turn');
    expect(readAnthropicStopReason({})).toBeNull();
  });
});
