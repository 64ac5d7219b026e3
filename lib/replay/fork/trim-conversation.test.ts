import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Message, type Part, textMessage } from '@/lib/trace/message';
import { emptySetup } from '@/lib/trace/setup';
import { applyEdits } from './apply-edits';
import { checkCalls } from './fork-problems';
import { type TrimChoice, trimConversation } from './trim-conversation';

const call = (callId: string, tool = 'look'): Part => ({
  type: 'tool-call',
  callId,
  tool,
  input: {},
});
const result = (callId: string, output: string): Message => ({
  role: 'tool',
  parts: [{ type: 'tool-result', callId, output }],
});
const said = (...parts: Part[]): Message => ({ role: 'assistant', parts });
const thought: Part = { type: 'reasoning', text: 'hm '.repeat(500) };
const long = `${'x'.repeat(5000)} the end`;

const applied = (messages: readonly Message[], { edits }: TrimChoice) =>
  applyEdits(messages, emptySetup, edits).messages;
const tokensOf = (messages: readonly Message[]) =>
  messages.map((message) => Math.ceil(JSON.stringify(message).length / 4));

const talk = [
  textMessage('system', 'You help.'),
  textMessage('user', 'find it'),
  said(thought, call('a')),
  result('a', long),
  said(thought, call('b'), call('c')),
  result('b', 'short'),
  result('c', long.repeat(3)),
  textMessage('assistant', 'half way'),
  textMessage('user', 'go on'),
  said(thought, call('d')),
  result('d', long),
];
const tokens = tokensOf(talk);
const all = tokens.reduce((sum, one) => sum + one, 100);
const choices = (target: number) => trimConversation(talk, { tokens, fixedTokens: 100, target });
const named = (target: number, label: RegExp) =>
  choices(target).find((one) => label.test(one.label));

describe('trimConversation', () => {
  it('offers nothing where it fits', () => {
    expect(choices(all)).toEqual([]);
  });

  it('shortens the largest result first, and no more than it needs to', () => {
    const choice = named(all - 100, /results/);
    expect(choice?.edits).toMatchObject([{ type: 'message', index: 6 }]);
    expect(choice?.detail).toBe('1 message keeps the beginning and end of its results.');
    const [part] = (choice && applied(talk, choice)[6]?.message.parts) ?? [];
    expect(part?.type === 'tool-result' && part.output).toMatch(
      /^x{1000}\n\[… \d+ characters left out …\]\nx+.*the end$/,
    );
    expect(named(1, /results/)?.edits).toHaveLength(3);
    expect(named(1, /results/)?.detail).toBe(
      '3 messages keep the beginning and end of their results.',
    );
  });

  it('drops reasoning, the newest step apart', () => {
    const choice = named(1, /reasoning/);
    expect(choice?.edits.map((edit) => 'index' in edit && edit.index)).toEqual([2, 4]);
  });

  it('drops old turns whole, and keeps what was asked and the newest step', () => {
    const choice = named(1, /turns/);
    expect(choice && applied(talk, choice).map(({ from }) => from)).toEqual([0, 1, 8, 9, 10]);
    const one = named(all - 10, /turns/);
    expect(one && applied(talk, one).map(({ from }) => from)).toEqual([0, 1, 4, 5, 6, 7, 8, 9, 10]);
  });

  it('takes no more edits than are allowed', () => {
    const options = { tokens, fixedTokens: 0, target: 1, maxEdits: 3 };
    for (const { edits } of trimConversation(talk, options)) expect(edits.length).toBeLessThan(4);
  });

  it('keeps calls with their results, what was asked and the system, whatever the conversation', () => {
    const step = fc.record({
      calls: fc.integer({ min: 0, max: 3 }),
      answered: fc.integer({ min: 0, max: 3 }),
      longs: fc.boolean(),
      thinks: fc.boolean(),
      asks: fc.boolean(),
    });
    const conversations = fc.array(step, { maxLength: 12 }).map((steps) =>
      steps.flatMap(({ calls, answered, longs, thinks, asks }, at): Message[] => {
        const ids = Array.from({ length: calls }, (_, nth) => `${at}-${nth}`);
        return [
          ...(asks ? [textMessage('user', `ask ${at}`)] : []),
          said(
            ...(thinks ? [thought] : []),
            { type: 'text', text: 'so' },
            ...ids.map((id) => call(id)),
          ),
          ...ids.slice(0, answered).map((id) => result(id, longs ? long : 'ok')),
        ];
      }),
    );
    fc.assert(
      fc.property(conversations, fc.double({ min: 0, max: 1, noNaN: true }), (rest, part) => {
        const messages = [textMessage('system', 's'), ...rest];
        const counts = tokensOf(messages);
        const now = counts.reduce((sum, one) => sum + one, 7);
        const before = checkCalls(applyEdits(messages, emptySetup, []).messages);
        const firstAsked = messages.findIndex(({ role }) => role === 'user');
        const lastAsked = messages.findLastIndex(({ role }) => role === 'user');
        const target = Math.ceil(now * part);
        const found = trimConversation(messages, { tokens: counts, fixedTokens: 7, target });
        if (now <= target) expect(found).toEqual([]);
        for (const choice of found) {
          const after = applied(messages, choice);
          const kept = after.map(({ from }) => from);
          expect(kept).toContain(0);
          for (const asked of [firstAsked, lastAsked])
            if (asked >= 0) expect(kept).toContain(asked);
          const check = checkCalls(after);
          expect(check.problems.length).toBeLessThanOrEqual(before.problems.length);
          expect(check.pending.map((one) => one.call)).toEqual(
            before.pending.map((one) => one.call),
          );
          expect(choice.tokensAfter).toBeLessThan(now);
          const counted = tokensOf(after.map(({ message }) => message)).reduce(
            (sum, one) => sum + one,
            7,
          );
          expect(Math.abs(counted - choice.tokensAfter)).toBeLessThan(
            now * 0.1 + 60 * messages.length,
          );
        }
      }),
    );
  });
});
