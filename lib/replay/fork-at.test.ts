import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Conversation } from '@/lib/trace/builder';
import { editLength } from '@/lib/trace/conversation';
import type { ForkEdit } from '@/lib/trace/fork-edit';
import { brokenInvariants } from '@/lib/trace/invariants';
import { type Message, textMessage } from '@/lib/trace/message';
import { emptySetup } from '@/lib/trace/setup';
import { TotalsCounter } from '@/lib/trace/totals';
import { conversationAt, type Side } from './conversation-at';
import { applyEdits } from './fork/apply-edits';
import { type BuiltTrace, bodiesOf, builtTrace } from './fork/built-trace';
import { editTarget, withEdit } from './fork/fork-edits';
import { forkEvent, knownMessages } from './fork/fork-event';
import { pairCalls } from './fork/pair-calls';
import { type Checkpoint, forkAt } from './fork-at';

const hash = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex');
const setup = {
  ...emptySetup,
  system: [{ type: 'text' as const, text: 'Be kind.' }],
  model: 'm-1',
};

const calls = (...ids: string[]): Message => ({
  role: 'assistant',
  parts: ids.map((id) => ({ type: 'tool-call', callId: id, tool: `tool_${id}`, input: { id } })),
});
const result = (id: string): Message => ({
  role: 'tool',
  parts: [{ type: 'tool-result', callId: id, output: `out ${id}` }],
});

const call = { kind: 'model-call' as const, type: 'call', lane: 'main', records: [] };
const told = { model: 'm-1', usage: null, costUsd: null, finishReason: null };

/** 0 user, 1 model call asks a and b, 2 call a, 3 call b, 4 result a, 5 result b, 6 reply, 7 log line */
function agentLog(): BuiltTrace {
  const trace = builtTrace(hash);
  const { builder } = trace;
  let now: Conversation | null = builder.root;
  const add = (draft: Parameters<typeof builder.add>[0]) => {
    now = builder.add({ ...draft, conversation: now }).conversation;
  };
  const common = { lane: 'main', records: [] };
  const say = (says: Message[]) => ({ says });
  add({
    ...common,
    kind: 'message',
    type: 'user',
    role: 'user',
    ...say([textMessage('user', 'hi')]),
  });
  add({ ...call, ...told, setup, ...say([calls('a', 'b')]) });
  for (const id of ['a', 'b'])
    add({
      ...{ ...common, kind: 'tool-call', type: 'call', callId: id },
      ...{ name: `tool_${id}`, tool: `tool_${id}`, input: { id } },
    });
  for (const [id, seq] of [['a', 2] as const, ['b', 3] as const])
    add({
      ...{ ...common, kind: 'tool-result', type: 'result', callId: id },
      ...{ tool: `tool_${id}`, name: `tool_${id}`, call: seq, ...say([result(id)]) },
    });
  add({ ...call, ...told, setup, ...say([textMessage('assistant', 'bye')]) });
  builder.add({ ...common, kind: 'log', type: 'log', text: 'a log line' });
  return trace;
}

const at = (trace: BuiltTrace, seq: number, side: Side, edits: ForkEdit[] = []): Checkpoint =>
  forkAt(trace.outline, bodiesOf(trace), seq, side, edits);

/** The branch as it is stored: its outline with what it borrows, and what it had to add. */
function branchOf(trace: BuiltTrace, checkpoint: Checkpoint): BuiltTrace {
  const { forkSeq } = checkpoint.point;
  const poolBase = trace.messages.length;
  const totals = new TotalsCounter();
  for (const row of trace.outline.slice(0, forkSeq + 1)) totals.add(row);
  const start = {
    ...{ seq: forkSeq + 1, position: poolBase, forkSeq, poolBase },
    ...{ totals: totals.read(poolBase), lanes: trace.builder.header(end).lanes },
    known: knownMessages(checkpoint, hash),
  };
  const branch = builtTrace(hash, start, trace);
  branch.builder.add(forkEvent(branch.builder, checkpoint, 1));
  return branch;
}

const end = {
  ...{ name: 'x', format: 'test' },
  ...{ outcome: 'unknown' as const, timeQuality: 'none' as const },
};
const texts = (checkpoint: Checkpoint) => checkpoint.conversation.map(({ message }) => message);

describe('forkAt', () => {
  it('stands after an event, and before a model call on what it saw', () => {
    const trace = agentLog();
    expect(at(trace, 5, 'after').point).toMatchObject({ forkSeq: 5, base: 5, keep: 4 });
    const before = at(trace, 6, 'before');
    expect(before.point.forkSeq).toBe(5);
    expect(texts(before)).toHaveLength(4);
    expect(before.setup).toEqual(setup);
    expect(before.setupMissing).toEqual(['tools']);
    expect(before.inferredTools.map(({ name }) => name)).toEqual(['tool_a', 'tool_b']);
    expect(before.ask).toBe('hi');
  });

  it('borrows nothing before the first event', () => {
    const first = at(agentLog(), 0, 'before');
    expect(first.point.forkSeq).toBe(-1);
    expect(first.conversation).toEqual([]);
    // Nothing stands before it: the setup is that of the lane's next call.
    expect(first.setup).toEqual(setup);
  });

  it('leaves the calls of a parallel set pending', () => {
    const trace = agentLog();
    const inside = at(trace, 4, 'after');
    expect(inside.pending).toEqual([{ callId: 'b', tool: 'tool_b', input: { id: 'b' }, seq: 3 }]);
    expect(inside.problems).toEqual([]);
    expect(at(trace, 1, 'after').pending.map(({ seq }) => seq)).toEqual([null, null]);
    expect(at(trace, 2, 'after').pending.map(({ seq }) => seq)).toEqual([2, null]);
  });

  it('flags a pending call that a new user message would orphan, with its repair', () => {
    const trace = agentLog();
    const edits: ForkEdit[] = [{ type: 'append-user', text: 'and?' }];
    const { problems, pending } = at(trace, 4, 'after', edits);
    expect(pending).toEqual([]);
    expect(problems).toMatchObject([{ kind: 'unanswered-call', index: 1, tools: ['tool_b'] }]);
    const repaired = at(
      trace,
      4,
      'after',
      withEdit(edits, problems[0]?.repair ?? edits[0] ?? never()),
    );
    expect(repaired.problems).toEqual([]);
    expect(texts(repaired)[1]).toEqual(calls('a'));
  });

  it('goes on from the nearest conversation after an event that has none', () => {
    const trace = agentLog();
    expect(at(trace, 7, 'after').point).toMatchObject({ forkSeq: 7, base: 6, keep: 5 });
    expect(at(trace, 7, 'before').point.forkSeq).toBe(6);
  });

  it('throws for a seq that is not there', () => {
    expect(() => at(agentLog(), 8, 'after')).toThrow(RangeError);
  });
});

describe('applyEdits', () => {
  const talk = [textMessage('user', 'one'), textMessage('user', 'two'), calls('a'), result('a')];
  const said = (edits: ForkEdit[], messages = talk) =>
    applyEdits(messages, setup, edits).messages.map(({ message }) => message);

  it('replaces the last user turn wherever it stands, and drops nothing after it', () => {
    expect(said([{ type: 'replace-last-user', text: 'new' }])).toEqual([
      textMessage('user', 'new'),
      ...talk.slice(2),
    ]);
  });

  it('drops all trailing user messages, as the seed does', () => {
    const edited = said([{ type: 'replace-last-user', text: '' }], talk.slice(0, 2));
    expect(edited).toEqual([textMessage('user', '')]);
  });

  it('asks where nobody has asked yet', () => {
    expect(said([{ type: 'replace-last-user', text: 'new' }], [])).toEqual([
      textMessage('user', 'new'),
    ]);
  });

  it('changes the system prompt where it is recorded', () => {
    const edits: ForkEdit[] = [{ type: 'system', text: 'new' }];
    expect(applyEdits(talk, setup, edits).setup.system).toEqual([{ type: 'text', text: 'new' }]);
    const inside = [textMessage('system', 'old'), ...talk];
    const edited = applyEdits(inside, emptySetup, edits);
    expect(edited.setup.system).toBeNull();
    expect(edited.messages[0]?.message).toEqual(textMessage('system', 'new'));
  });

  it('inserts messages where they are to stand, at the end before what is asked', () => {
    const more = (word: string) => [
      textMessage('user', `${word} 1`),
      textMessage('user', `${word} 2`),
    ];
    const edits: ForkEdit[] = [
      { type: 'append-user', text: 'asked' },
      { type: 'insert-messages', index: 4, messages: more('end') },
      { type: 'insert-messages', index: 1, messages: more('middle') },
      { type: 'remove-message', index: 1 },
    ];
    expect(said(edits).slice(0, 3)).toEqual([talk[0], ...more('middle')]);
    expect(said(edits).slice(3)).toEqual([
      ...talk.slice(2),
      ...more('end'),
      textMessage('user', 'asked'),
    ]);
  });

  it('replaces all parameters', () => {
    const edited = applyEdits(talk, { ...setup, parameters: { temperature: 1, seed: 3 } }, [
      { type: 'parameters', parameters: { temperature: 0 } },
    ]);
    expect(edited.setup).toEqual({ ...setup, parameters: { temperature: 0 } });
  });

  it('refuses two edits of one thing and an index that is not there', () => {
    const remove: ForkEdit = { type: 'remove-message', index: 1 };
    expect(() => said([remove, remove])).toThrow('Two edits');
    expect(() => said([{ type: 'replace-last-user', text: 'x' }, remove])).toThrow('Two edits');
    expect(() => said([{ type: 'remove-message', index: 4 }])).toThrow('no message 4');
  });
});

const never = (): never => {
  throw new Error('not here');
};

// Laws over all kinds of traces, logs and recorded prompts mixed.
const message = fc.oneof(
  fc.constantFrom('u', 'v').map((text) => textMessage('user', text)),
  fc.constantFrom('x', 'y').map((text) => textMessage('assistant', text)),
  fc.subarray(['a', 'b', 'c'], { minLength: 1 }).map((ids) => calls(...ids)),
  fc.constantFrom('a', 'b', 'c').map(result),
);
const step = fc.record({
  prompt: fc.option(fc.array(message, { maxLength: 6 })),
  says: fc.array(message, { maxLength: 2 }),
  asks: fc.boolean(),
  lane: fc.constantFrom('main', 'side'),
});
const traces = fc.array(step, { minLength: 1, maxLength: 8 }).map((steps) => {
  const trace = builtTrace(hash);
  const heads = new Map<string, Conversation | null>();
  for (const { prompt, says, asks, lane } of steps) {
    const conversation = heads.get(lane) ?? trace.builder.root;
    const added = trace.builder.add(
      asks
        ? { ...call, ...told, lane, setup, says, ...(prompt ? { prompt } : { conversation }) }
        : { kind: 'message', type: 'm', role: 'user', lane, records: [], says, conversation },
    );
    heads.set(lane, added.conversation);
  }
  return trace;
});
const places = fc.record({
  trace: traces,
  where: fc.nat(),
  side: fc.constantFrom<Side>('before', 'after'),
  picks: fc.array(fc.tuple(fc.nat(8), fc.nat(20), message), { maxLength: 4 }),
});

function editsOf(length: number, picks: [number, number, Message][]): ForkEdit[] {
  let edits: ForkEdit[] = [];
  for (const [kind, index, message] of picks) {
    const made: (ForkEdit | null)[] = [
      { type: 'append-user', text: 'more' },
      { type: 'system', text: 'be brief' },
      { type: 'model', model: 'm-2' },
      { type: 'tools', tools: [] },
      length > 0 ? { type: 'message', index: index % length, message } : null,
      length > 0 ? { type: 'remove-message', index: index % length } : null,
      picks.some(([other]) => other === 4 || other === 5)
        ? null
        : { type: 'replace-last-user', text: 'instead' },
      { type: 'parameters', parameters: { temperature: index } },
      { type: 'insert-messages', index: index % (length + 1), messages: [message, message] },
    ];
    const edit = made[kind];
    if (edit) edits = withEdit(edits, edit);
  }
  return edits;
}

describe('a fork', () => {
  it('that changes nothing appends nothing after an event, and copies nothing before one', () => {
    fc.assert(
      fc.property(places, ({ trace, where, side }) => {
        const seq = where % trace.outline.length;
        const checkpoint = at(trace, seq, side);
        const { said } = branchOf(trace, checkpoint).events[0] ?? never();
        if (side === 'after') expect(said?.append).toEqual([]);
        for (const [, stop] of said?.append ?? [])
          expect(stop).toBeLessThanOrEqual(trace.messages.length);
      }),
    );
  });

  it('has exactly the edited conversation, and leaves its parent as it was', () => {
    fc.assert(
      fc.property(places, ({ trace, where, side, picks }) => {
        const seq = where % trace.outline.length;
        const length = at(trace, seq, side).conversation.length;
        const kept = JSON.stringify([trace.outline, trace.messages]);
        const checkpoint = at(trace, seq, side, editsOf(length, picks));
        const branch = branchOf(trace, checkpoint);
        const { forkSeq } = checkpoint.point;
        expect(branch.events).toHaveLength(1);
        expect(branch.outline).toHaveLength(forkSeq + 2);
        const now = conversationAt(branch.outline, forkSeq + 1, 'after') ?? [];
        expect(now.map(({ position }) => branch.messages[position])).toEqual(texts(checkpoint));
        expect(editLength(branch.events[0]?.said ?? never())).toBe(now.length);
        expect(brokenInvariants(branch.builder.header(end), branch.outline)).toEqual([]);
        expect(JSON.stringify([trace.outline, trace.messages])).toBe(kept);
        // And it can itself be forked.
        const again = forkAt(branch.outline, bodiesOf(branch), forkSeq + 1, 'after');
        expect(texts(again)).toEqual(texts(checkpoint));
        expect(again.setup).toEqual(checkpoint.setup);
      }),
    );
  });

  it('does not depend on the order of its edits', () => {
    fc.assert(
      fc.property(places, fc.infiniteStream(fc.nat()), ({ trace, where, side, picks }, order) => {
        const seq = where % trace.outline.length;
        const edits = editsOf(at(trace, seq, side).conversation.length, picks);
        const shuffled = edits
          .map((edit) => ({ edit, key: order.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ edit }) => edit);
        expect(new Set(edits.map(editTarget)).size).toBe(edits.length);
        const { edits: _, ...one } = at(trace, seq, side, edits);
        const { edits: __, ...other } = at(trace, seq, side, shuffled);
        expect(other).toEqual(one);
      }),
    );
  });

  it('has no orphan left once every repair was taken', () => {
    fc.assert(
      fc.property(places, ({ trace, where, side, picks }) => {
        const seq = where % trace.outline.length;
        let edits = editsOf(at(trace, seq, side).conversation.length, picks);
        for (const { repair } of at(trace, seq, side, edits).problems)
          edits = withEdit(edits, repair);
        const repaired = at(trace, seq, side, edits);
        expect(repaired.problems).toEqual([]);
        const { calls, orphans } = pairCalls(texts(repaired));
        expect(orphans).toEqual([]);
        expect(calls.filter((one) => !one.result)).toHaveLength(repaired.pending.length);
      }),
    );
  });
});
