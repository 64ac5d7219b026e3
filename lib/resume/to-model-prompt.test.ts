import { describe, expect, it } from 'vitest';
import { type Message, textMessage } from '@/lib/trace/message';
import { toModelPrompt } from './to-model-prompt';

const nothing = { system: null, tools: null };
const call = (callId: string | null, tool = 'look', input: object = {}): Message => ({
  role: 'assistant',
  // An object literal of JSON values.
  parts: [{ type: 'tool-call', callId, tool, input: input as never }],
});
const result = (callId: string | null, output: string, isError = false): Message => ({
  role: 'tool',
  parts: [{ type: 'tool-result', callId, output, isError }],
});

describe('toModelPrompt', () => {
  it('says a plain conversation as it is', () => {
    const { prompt, adapted } = toModelPrompt(
      [textMessage('user', 'hi'), call('c1'), result('c1', 'x'), textMessage('assistant', 'bye')],
      { system: [{ type: 'text', text: 'Be kind.' }], tools: [] },
    );
    expect(prompt).toEqual([
      { role: 'system', content: 'Be kind.' },
      { role: 'user', content: [{ type: 'text', text: 'hi' }] },
      {
        role: 'assistant',
        content: [{ type: 'tool-call', toolCallId: 'c1', toolName: 'look', input: {} }],
      },
      {
        role: 'tool',
        content: [
          {
            ...{ type: 'tool-result', toolCallId: 'c1', toolName: 'look' },
            output: { type: 'text', value: 'x' },
          },
        ],
      },
      { role: 'assistant', content: [{ type: 'text', text: 'bye' }] },
    ]);
    expect(adapted).toEqual([]);
  });

  it('gives ids by place to calls without one, stable as the conversation grows', () => {
    const start = [call(null), result(null, 'x'), call(null), result(null, 'y')];
    const idsOf = (messages: Message[]) =>
      JSON.stringify(toModelPrompt(messages, nothing).prompt).match(/"toolCallId":"[^"]+"/g);
    const ids = idsOf(start);
    expect(new Set(ids).size).toBe(2);
    expect(idsOf([...start, call(null)])?.slice(0, 4)).toEqual(ids);
    expect(ids?.[0]).toBe(ids?.[1]);
  });

  it('tells calls apart that share one id', () => {
    const { prompt } = toModelPrompt(
      [call('c'), result('c', 'x'), call('c'), result('c', 'y')],
      nothing,
    );
    const ids = prompt.flatMap(({ content }) =>
      typeof content === 'string'
        ? []
        : content.flatMap((p) => ('toolCallId' in p ? [p.toolCallId] : [])),
    );
    expect(ids[0]).toBe(ids[1]);
    expect(ids[2]).toBe(ids[3]);
    expect(ids[0]).not.toBe(ids[2]);
  });

  it('respells tool names that providers refuse, and reads them back', () => {
    const { prompt, names, adapted } = toModelPrompt(
      [call('1', 'my.tool'), call('2', 'my_tool'), call('3', '工具')],
      nothing,
    );
    const spelled = JSON.stringify(prompt).match(/"toolName":"([^"]+)"/g) ?? [];
    expect(spelled).toHaveLength(3);
    expect(new Set(spelled).size).toBe(3);
    for (const one of spelled) expect(one).toMatch(/^"toolName":"[a-zA-Z0-9_-]{1,64}"$/);
    expect(['my.tool', 'my_tool', '工具'].map((name) => names.meant(names.spelled(name)))).toEqual([
      ...['my.tool', 'my_tool', '工具'],
    ]);
    expect(adapted.join()).toContain('my.tool');
  });

  it('leaves reasoning out, sends orphan results as text and replaces what cannot be sent, and says so', () => {
    const { prompt, adapted } = toModelPrompt(
      [
        {
          role: 'assistant',
          parts: [
            { type: 'reasoning', text: 'hm' },
            { type: 'text', text: 'a' },
          ],
        },
        result('nobody', 'late'),
        {
          role: 'user',
          parts: [{ type: 'media', mediaType: 'image/png', url: 'http://10.0.0.1/x' }],
        },
      ],
      nothing,
    );
    expect(prompt).toEqual([
      { role: 'assistant', content: [{ type: 'text', text: 'a' }] },
      { role: 'user', content: [{ type: 'text', text: 'Result of a tool: late' }] },
      { role: 'user', content: [{ type: 'text', text: '[image/png]' }] },
    ]);
    expect(adapted).toHaveLength(4);
  });

  it('sends the bytes of a picture that the trace holds', () => {
    const bytes = new Uint8Array([1, 2]);
    const blob = { sha256: 'x', mediaType: 'image/png', bytes: 2 };
    const picture: Message = {
      role: 'user',
      parts: [{ type: 'media', mediaType: 'image/png', blob }],
    };
    const { prompt } = toModelPrompt([picture], nothing, (id) => (id === 'x' ? bytes : undefined));
    expect(prompt).toEqual([
      { role: 'user', content: [{ type: 'file', mediaType: 'image/png', data: bytes }] },
    ]);
  });
});
