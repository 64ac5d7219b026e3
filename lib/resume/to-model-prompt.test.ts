import { describe, expect, it } from 'vitest';
import { type Message, textMessage } from '@/lib/trace/message';
import { anthropicSignature } from './mock-anthropic.testing';
import type { Target } from './target';
import { toModelPrompt } from './to-model-prompt';

const target: Target = 'openai-compatible';

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
      { target },
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
      JSON.stringify(toModelPrompt(messages, nothing, { target }).prompt).match(
        /"toolCallId":"[^"]+"/g,
      );
    const ids = idsOf(start);
    expect(new Set(ids).size).toBe(2);
    expect(idsOf([...start, call(null)])?.slice(0, 4)).toEqual(ids);
    expect(ids?.[0]).toBe(ids?.[1]);
  });

  it('tells calls apart that share one id', () => {
    const { prompt } = toModelPrompt(
      [call('c'), result('c', 'x'), call('c'), result('c', 'y')],
      nothing,
      { target },
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
      { target },
    );
    const spelled = JSON.stringify(prompt).match(/"toolName":"([^"]+)"/g) ?? [];
    // Each with a note that nobody answered it.
    expect(spelled).toHaveLength(6);
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
      { target },
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
    const { prompt } = toModelPrompt([picture], nothing, {
      target,
      bytes: (id) => (id === 'x' ? bytes : undefined),
    });
    expect(prompt).toEqual([
      { role: 'user', content: [{ type: 'file', mediaType: 'image/png', data: bytes }] },
    ]);
  });

  const thought = (signature?: string, redacted?: boolean): Message => ({
    role: 'assistant',
    parts: [
      {
        ...{ type: 'reasoning', text: redacted ? '' : 'hm' },
        ...(signature === undefined ? {} : { signature }),
        ...(redacted ? { redacted } : {}),
      },
      { type: 'text', text: 'so' },
    ],
  });
  const firstPart = (messages: Message[], to: Target) => {
    const { prompt, adapted } = toModelPrompt(messages, nothing, { target: to });
    const reply = prompt.find(({ role }) => role === 'assistant');
    return { part: reply?.content[0], adapted };
  };

  it('gives thinking back to the API that signed it, and to no other', () => {
    const hi = textMessage('user', 'hi');
    const bye = textMessage('user', 'bye');
    const to = (message: Message, target: Target) => firstPart([hi, message, bye], target);
    expect(to(thought(anthropicSignature), 'anthropic')).toEqual({
      part: {
        ...{ type: 'reasoning', text: 'hm' },
        providerOptions: { anthropic: { signature: anthropicSignature } },
      },
      adapted: [],
    });
    expect(to(thought(anthropicSignature, true), 'anthropic').part).toEqual({
      ...{ type: 'reasoning', text: '' },
      providerOptions: { anthropic: { redactedData: anthropicSignature } },
    });
    for (const [message, target] of [
      [thought(anthropicSignature), 'openai-responses'],
      [thought(anthropicSignature), 'google'],
      [thought('google:abc'), 'anthropic'],
      [thought('3f1c-uuid-of-another-server'), 'anthropic'],
      [thought(), 'anthropic'],
    ] as const) {
      const { part, adapted } = to(message, target);
      expect(part).toEqual({ type: 'text', text: 'so' });
      expect(adapted).toEqual([
        'Reasoning of earlier replies that this API did not sign was left out.',
      ]);
    }
  });

  it('brings turns into the order that Anthropic wants, and says so', () => {
    const { prompt, adapted } = toModelPrompt(
      [
        textMessage('assistant', 'I begin.'),
        call('toolu 1'),
        textMessage('user', 'wait'),
        textMessage('system', 'Be brief.'),
        textMessage('user', ' '),
        result('toolu 1', 'late'),
        textMessage('assistant', 'done'),
      ],
      nothing,
      { target: 'anthropic' },
    );
    expect(prompt.map(({ role }) => role)).toEqual([
      ...['user', 'assistant', 'assistant', 'tool', 'user', 'user', 'assistant', 'user'],
    ]);
    expect(prompt[3]).toMatchObject({ content: [{ toolCallId: 'call_1' }] });
    expect(prompt[5]).toMatchObject({ content: [{ text: '[system] Be brief.' }] });
    expect(adapted).toHaveLength(6);
  });

  it('puts parallel results into one turn behind their calls', () => {
    const both: Message = {
      role: 'assistant',
      parts: [
        { type: 'tool-call', callId: 'a', tool: 'look', input: {} },
        { type: 'tool-call', callId: 'b', tool: 'look', input: {} },
      ],
    };
    const { prompt, adapted } = toModelPrompt(
      [textMessage('user', 'go'), both, result('b', '2'), result('a', '1')],
      nothing,
      { target: 'google' },
    );
    expect(prompt.at(-1)).toMatchObject({
      role: 'tool',
      content: [{ toolCallId: 'a' }, { toolCallId: 'b' }],
    });
    expect(adapted).toEqual([]);
  });

  it('tells which parts of a schema Google is not told', () => {
    const schema = {
      type: 'object',
      properties: { n: { type: 'number', minimum: 1, pattern: 'x' } },
      additionalProperties: false,
    };
    const tools = [{ name: 'look', schema }];
    const messages = [textMessage('user', 'go')];
    expect(toModelPrompt(messages, { system: null, tools }, { target: 'google' }).adapted).toEqual([
      'Of tool schemas this API does not know additionalProperties, minimum, pattern: left out.',
    ]);
    const others = toModelPrompt(messages, { system: null, tools }, { target: 'anthropic' });
    expect(others.adapted).toEqual([]);
    expect(others.tools[0]?.inputSchema).toEqual(schema);
  });
});
