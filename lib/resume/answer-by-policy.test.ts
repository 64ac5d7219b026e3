import { expect, it } from 'vitest';
import type { Json } from '@/lib/trace/json';
import { firstPolicy, type ToolPolicy, type ToolRule } from '@/lib/trace/tool-policy';
import { answerByPolicy } from './answer-by-policy';
import { type RecordedCall, Recording } from './recording';

const recorded = (seq: number, input: Json): RecordedCall => ({
  ...{ seq, lane: 'main', tool: 'look', input },
  result: { type: 'tool-result', callId: null, output: `out ${seq}` },
});
const levels = [
  [recorded(3, { q: 1, at: 'noon' }), recorded(5, { q: 1, at: 'night' })],
  [recorded(4, { q: 2 })],
];

function chain(rule: Partial<ToolRule> | null) {
  const live: string[] = [];
  const policy: ToolPolicy = rule
    ? {
        ...firstPolicy,
        rules: [{ tool: 'look', recording: true, ignore: [], otherwise: { by: 'hand' }, ...rule }],
      }
    : firstPolicy;
  const answer = answerByPolicy({
    policy: async () => policy,
    recording: new Recording(levels),
    lane: 'main',
    live: async (_, executorId) => {
      live.push(executorId);
      return null;
    },
  });
  const ask = (input: Json) =>
    answer({ callId: null, tool: 'look', input, malformed: false }, new AbortController().signal);
  return { ask, live };
}

it('gives what was recorded, else leaves it to a person, where there is no rule', async () => {
  const { ask } = chain(null);
  expect(await ask({ q: 1, at: 'noon' })).toMatchObject({
    ...{ output: 'out 3', provenance: { by: 'recording', seq: 3 } },
    recorded: { output: 'out 3' },
  });
  expect(await ask({ q: 1, at: 'noon' })).toBeNull();
  expect((await ask({ q: 2 }))?.provenance).toEqual({ by: 'recording', seq: 4, up: 2 });
});

it('leaves paths out only after all that is the very same is gone', async () => {
  const { ask } = chain({ ignore: ['at'] });
  expect((await ask({ q: 1, at: 'night' }))?.provenance).toEqual({ by: 'recording', seq: 5 });
  expect((await ask({ q: 1, at: 'dawn' }))?.provenance).toEqual({
    ...{ by: 'recording', seq: 3, ignored: ['at'] },
  });
  expect(await ask({ q: 1, at: 'dawn' })).toBeNull();
  expect((await ask({ q: 2, at: 'dawn' }))?.provenance).toMatchObject({ seq: 4, ignored: ['at'] });
});

it('then says what the rule says', async () => {
  const fixed = chain({ otherwise: { by: 'fixed', output: { ok: 1 }, isError: false } });
  expect(await fixed.ask({ q: 9 })).toEqual({
    ...{ output: { ok: 1 }, isError: false, provenance: { by: 'fixed' } },
  });
  const denied = chain({ otherwise: { by: 'deny' } });
  expect(await denied.ask({ q: 9 })).toMatchObject({ isError: true, provenance: { by: 'denied' } });
  const live = chain({ otherwise: { by: 'executor', executorId: 'x' } });
  expect((await live.ask({ q: 2 }))?.output).toBe('out 4');
  expect(await live.ask({ q: 9 })).toBeNull();
  expect(live.live).toEqual(['x']);
});

it('passes the recording over where the rule says so', async () => {
  const { ask } = chain({ recording: false, otherwise: { by: 'deny' } });
  expect((await ask({ q: 2 }))?.provenance).toEqual({ by: 'denied' });
});
