import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Hash } from '@/lib/trace/identity';
import type { Json } from '@/lib/trace/json';
import { collect } from '../collect';
import { brokenLaws } from '../laws.testing';
import { SourceFile } from '../source/source-file';
import { messages } from './messages';

const hash: Hash = (data) => createHash('sha256').update(data).digest('hex');
const sourceOf = (text: string) => ({
  files: [new SourceFile(0, 'chat.json', new TextEncoder().encode(text))],
});
const read = (value: Json) => collect(messages, sourceOf(JSON.stringify(value)), hash);

const id = fc.constantFrom('a', 'b', 'c');
const call = fc.record({ id, function: fc.constant({ name: 't', arguments: '{}' }) });
const openai = fc.oneof(
  fc.constant({ role: 'user', content: 'Go on' }),
  fc.constant({ role: 'system', content: 'Be kind' }),
  fc.record({
    role: fc.constant('assistant'),
    content: fc.constant('Hm'),
    tool_calls: fc.array(call, { maxLength: 3 }),
  }),
  fc.record({
    role: fc.constant('assistant'),
    function_call: fc.constant({ name: 't', arguments: '{' }),
  }),
  fc.record({ role: fc.constant('tool'), content: fc.constant('ok'), tool_call_id: id }),
  fc.constant({ role: 'tool', content: 'no id' }),
  fc.constant({ role: 'function', name: 't', content: 'old' }),
);
const anthropic = fc.oneof(
  fc.constant({ role: 'user', content: 'Go on' }),
  fc.record({
    role: fc.constant('assistant'),
    content: fc.array(
      fc.record({
        type: fc.constant('tool_use'),
        id,
        name: fc.constant('t'),
        input: fc.constant({}),
      }),
    ),
  }),
  fc.record({
    role: fc.constant('user'),
    content: fc.array(
      fc.oneof(
        fc.record({
          type: fc.constant('tool_result'),
          tool_use_id: id,
          content: fc.constant('ok'),
        }),
        fc.constant({ type: 'text', text: 'and this' }),
      ),
    ),
  }),
);
const odd = fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.parse(JSON.stringify(value)));

describe('any array', () => {
  it.each([
    ['OpenAI', openai],
    ['Anthropic', anthropic],
    ['mixed with anything', fc.oneof(openai, anthropic, odd)],
  ])('%s: no model call saw a tool call without an answer', (_name, message) => {
    fc.assert(
      fc.property(fc.array<Json>(message, { minLength: 1, maxLength: 14 }), (list) => {
        const collected = read(list);
        expect(brokenLaws(collected)).toEqual([]);
        expect(collected.scan.records.length).toBeGreaterThanOrEqual(1);
      }),
      { numRuns: 150 },
    );
  });

  it('keeps the place of an empty list', () => {
    for (const list of [[[]], [[], []], [[], [{ role: 'user', content: 'Hi' }]]]) {
      const collected = read(list);
      expect(brokenLaws(collected)).toEqual([]);
      expect(collected.scan.records).toHaveLength(list.length);
    }
  });

  it('reads the same from an array, from a body and from lines', () => {
    fc.assert(
      fc.property(fc.array(openai, { minLength: 1, maxLength: 8 }), (list) => {
        const hashes = (text: string) =>
          collect(messages, sourceOf(text), hash).traces.map(({ outline }) =>
            outline.map((row) => row.hash),
          );
        const expected = hashes(JSON.stringify(list));
        expect(hashes(JSON.stringify({ messages: list }))).toEqual(expected);
        expect(hashes(list.map((message) => JSON.stringify(message)).join('\n'))).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });
});

describe('sniffing', () => {
  it.each<[string, string, string]>([
    ['a chat', '[{"role":"user","content":"Hi"}]', 'maybe'],
    ['a request', '{"model":"m","messages":[{"role":"user","content":"Hi"}]}', 'likely'],
    [
      'a body with more',
      '{"model":"m","info":{},"messages":[{"role":"user","content":"Hi"}]}',
      'maybe',
    ],
    ['messages of another kind', '{"messages":[{"role":"user","parts":[]}]}', 'no'],
    ['few messages among other rows', '[{"role":"user","content":"a"},{"x":1},{"x":2}]', 'no'],
    ['no messages', '{"messages":[]}', 'no'],
    ['an empty list', '[]', 'no'],
    ['a torn chat', '[{"role":"user","content":"Hi"},{"role":"assistant","content":"He', 'maybe'],
    ['roles like keys of every object', '[{"role":"constructor","content":"x"}]', 'no'],
  ])('%s', (_name, text, word) => {
    expect(messages.sniff(sourceOf(text))).toBe(word);
  });
});

it('takes usage and stop reason of a response beside its request', () => {
  const { traces } = read({
    model: 'm',
    system: 'Be brief.',
    messages: [{ role: 'user', content: 'Hi' }],
    response: {
      type: 'message',
      role: 'assistant',
      model: 'm-1',
      content: [{ type: 'tool_use', id: 't', name: 'wave', input: {} }],
      stop_reason: 'tool_use',
      usage: { input_tokens: 5, cache_read_input_tokens: 95, output_tokens: 7 },
    },
  });
  const [trace] = traces;
  const reply = trace?.events.find((event) => event.kind === 'model-call');
  expect(reply).toMatchObject({
    model: 'm-1',
    finishReason: 'tool_use',
    usage: { input: 100, output: 7 },
  });
  expect(trace?.header.outcome).toBe('unfinished');
  expect([...(trace?.setups.values() ?? [])]).toMatchObject([
    { system: [{ type: 'text', text: 'Be brief.' }], model: 'm', tools: null, parameters: null },
  ]);
});
