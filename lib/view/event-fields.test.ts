import { expect, it } from 'vitest';
import type { Message } from '@/lib/trace/message';
import { messageFields, pairFields } from './event-fields';

const reply = (text: string, tool: string): Message => ({
  role: 'assistant',
  parts: [
    { type: 'text', text },
    { type: 'tool-call', callId: 'c1', tool, input: { b: 1, a: 2 } },
  ],
});

it('lays parts of the same name beside each other and leaves the rest alone', () => {
  const pairs = pairFields(
    messageFields([reply('one', 'look_up')]),
    messageFields([reply('two', 'refund')]),
  );
  expect(pairs).toEqual([
    { label: 'assistant message', before: 'one', after: 'two', json: false },
    { label: 'call of look_up', before: '{\n  "a": 2,\n  "b": 1\n}', after: null, json: true },
    { label: 'call of refund', before: null, after: '{\n  "a": 2,\n  "b": 1\n}', json: true },
  ]);
});

it('pairs the first with the first where a name repeats', () => {
  const fields = (...texts: string[]) =>
    texts.map((text) => ({ label: 'user message', text, json: false }));
  expect(
    pairFields(fields('a', 'b'), fields('a', 'c', 'd')).map(({ label, before, after }) => [
      label,
      before,
      after,
    ]),
  ).toEqual([
    ['user message', 'a', 'a'],
    ['user message 2', 'b', 'c'],
    ['user message 3', null, 'd'],
  ]);
});
