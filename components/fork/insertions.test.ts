import { expect, it } from 'vitest';
import { applyEdits } from '@/lib/replay/fork/apply-edits';
import { withEdit } from '@/lib/replay/fork/fork-edits';
import type { ForkEdit } from '@/lib/trace/fork-edit';
import { type Message, messageSchema, textMessage, textOf } from '@/lib/trace/message';
import { emptySetup } from '@/lib/trace/setup';
import { inserted, insertionsAt, newMessage, reinserted } from './insertions';

const messages = [textMessage('user', 'a'), textMessage('assistant', 'b')];
const told = (edits: readonly ForkEdit[]) =>
  applyEdits(messages, emptySetup, edits).messages.map(({ message }) => textOf(message));
const add = (edits: readonly ForkEdit[], index: number, nth: number, text: string) =>
  withEdit(edits, inserted(edits, { index, nth }, textMessage('user', text)));

it('adds before and after any message, in the order that was asked for', () => {
  let edits = add([], 0, 0, '2');
  edits = add(edits, 0, 0, '1');
  edits = add(edits, 2, 0, '4');
  edits = add(edits, 1, 0, '3');
  expect(told(edits)).toEqual(['1', '2', 'a', '3', 'b', '4']);
  const change = reinserted(edits, { index: 0, nth: 1 }, textMessage('user', 'two'));
  edits = withEdit(edits, change);
  expect(told(edits)).toEqual(['1', 'two', 'a', '3', 'b', '4']);
  edits = withEdit(edits, reinserted(edits, { index: 0, nth: 0 }, null));
  edits = withEdit(edits, reinserted(edits, { index: 2, nth: 0 }, null));
  expect(told(edits)).toEqual(['two', 'a', '3', 'b']);
  expect(insertionsAt(edits, 2)).toEqual([]);
  expect(edits).toHaveLength(2);
});

it('lets a new tool result answer the newest open call before it', () => {
  const call = (callId: string, tool: string): Message => ({
    role: 'assistant',
    parts: [{ type: 'tool-call', callId, tool, input: {} }],
  });
  const before = [call('1', 'find'), call('2', 'pay'), newMessage('tool', [call('2', 'pay')])];
  expect(newMessage('tool', before).parts).toEqual([
    { type: 'tool-result', callId: '1', tool: 'find', output: '' },
  ]);
  for (const kind of ['user', 'assistant', 'tool'] as const)
    expect(messageSchema.safeParse(newMessage(kind, [])).success).toBe(true);
});
