import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conversationAt } from '@/lib/replay/conversation-at';
import { anySteps, build, builtTrace, MemorySink, type Step } from './any-trace.testing';
import { type EventDraft, TraceBuilder } from './builder';
import { eventSchema } from './event';
import { brokenInvariants, referencedPositions } from './invariants';
import { type Message, messageSchema, textMessage } from './message';
import { outlineRowSchema } from './outline';
import { sha256 } from './sha256.testing';
import { TotalsCounter } from './totals';
import { traceHeaderSchema } from './trace';

const user = (text: string): Message => textMessage('user', text);
const assistant = (text: string): Message => textMessage('assistant', text);
const call: EventDraft = {
  kind: 'model-call',
  type: 'call',
  lane: 'main',
  records: [],
  model: null,
  usage: null,
  costUsd: null,
  finishReason: null,
};
const end = { name: 't', format: 'test', outcome: 'ok', timeQuality: 'none' } as const;

describe('TraceBuilder', () => {
  it('makes traces that keep every invariant and every schema', () => {
    fc.assert(
      fc.property(anySteps, (steps) => {
        const { sink, header } = builtTrace(steps);
        expect(brokenInvariants(header, sink.outline)).toEqual([]);
        traceHeaderSchema.parse(header);
        for (const event of sink.events) eventSchema.parse(event);
        for (const row of sink.outline) outlineRowSchema.parse(row);
        for (const { message } of sink.messages) messageSchema.parse(message);
        const used = new Set(referencedPositions(sink.outline));
        expect([...used].every((position) => position < sink.messages.length)).toBe(true);
      }),
    );
  });

  it('lets every recorded prompt be read back exactly', () => {
    fc.assert(
      fc.property(anySteps, (steps) => {
        const { sink, prompts } = builtTrace(steps);
        for (const [seq, prompt] of prompts) {
          const entries = conversationAt(sink.outline, seq, 'before') ?? [];
          expect(entries.map(({ position }) => sink.messages[position]?.message)).toEqual(prompt);
        }
      }),
    );
  });

  it('stores each message once, and a growing conversation as one range', () => {
    const sink = new MemorySink();
    const builder = new TraceBuilder(sha256, sink);
    const prompt = [user('system'), user('first')];
    for (let turn = 0; turn < 50; turn += 1) {
      builder.add({ ...call, prompt: [...prompt], says: [assistant(`reply ${turn}`)] });
      prompt.push(assistant(`reply ${turn}`), user(`next ${turn}`));
    }
    expect(sink.messages).toHaveLength(101);
    const edits = sink.outline.flatMap(({ saw, said }) => [saw, said]);
    expect(edits.every((edit) => edit && edit.append.length <= 1)).toBe(true);
    expect(sink.outline[49]?.saw).toEqual({ base: 48, keep: 99, append: [[99, 100]] });
  });

  it('comes back to an agent whose calls are interleaved with another', () => {
    const sink = new MemorySink();
    const builder = new TraceBuilder(sha256, sink);
    const prompts = ['a', 'b'].map((agent) => [user(`you are ${agent}`)]);
    for (let turn = 0; turn < 20; turn += 1) {
      const prompt = prompts[turn % 2] ?? [];
      builder.add({ ...call, prompt: [...prompt], says: [assistant(`r${turn}`)] });
      prompt.push(assistant(`r${turn}`), user(`u${turn}`));
    }
    expect(sink.messages).toHaveLength(2 + 19 + 1 + 18);
    expect(sink.outline[10]?.saw?.base).toBe(8);
  });

  it('links the echo of a reply that came back spelt differently', () => {
    const sink = new MemorySink();
    const builder = new TraceBuilder(sha256, sink);
    builder.add({ ...call, prompt: [user('hi')], says: [assistant('Hello ')] });
    builder.add({ ...call, prompt: [user('hi'), assistant('Hello'), user('more')], says: [] });
    expect(sink.outline[1]?.saw).toEqual({ base: 0, keep: 1, append: [[2, 4]], echoes: [[0, 1]] });
  });

  it('says how it knows: exact, derived or missing', () => {
    const sink = new MemorySink();
    const builder = new TraceBuilder(sha256, sink);
    const { conversation } = builder.add({
      kind: 'message',
      type: 'm',
      lane: 'main',
      records: [],
      role: 'user',
      conversation: builder.root,
      says: [user('hi')],
    });
    builder.add({ ...call, conversation, says: [assistant('x')] });
    builder.add({ ...call, prompt: [user('hi')] });
    builder.add({ ...call });
    expect(
      sink.outline.map(({ sawFidelity, saidFidelity }) => [sawFidelity, saidFidelity]),
    ).toEqual([
      [null, 'exact'],
      ['derived', 'exact'],
      ['exact', null],
      ['missing', null],
    ]);
  });

  it('lets a branch borrow: its own rows only, whole totals, and the parent as it was', () => {
    fc.assert(
      fc.property(anySteps, anySteps, fc.nat(), (past, future, at) => {
        const parentSink = new MemorySink();
        const parent = new TraceBuilder(sha256, parentSink);
        build(parent, past);
        const before = JSON.stringify([parentSink.outline, parentSink.messages]);
        const forkSeq = past.length === 0 ? -1 : at % past.length;
        const borrowed = parentSink.outline.slice(0, forkSeq + 1);
        const totals = new TotalsCounter();
        for (const row of borrowed) totals.add(row);

        const sink = new MemorySink();
        const branch = parent.branch(sink, forkSeq, totals.read(0));
        const { prompts } = build(branch, future);
        const header = branch.finish(end);
        const outline = [...borrowed, ...sink.outline];
        const messages = [...parentSink.messages, ...sink.messages];
        expect(brokenInvariants(header, outline)).toEqual([]);
        expect(header).toMatchObject({ forkSeq, poolBase: parentSink.messages.length });
        expect(sink.messages.map(({ position }) => position)).toEqual(
          sink.messages.map((_, index) => parentSink.messages.length + index),
        );
        for (const [seq, prompt] of prompts) {
          const entries = conversationAt(outline, seq, 'before') ?? [];
          expect(entries.map(({ position }) => messages[position]?.message)).toEqual(prompt);
        }
        expect(JSON.stringify([parentSink.outline, parentSink.messages])).toBe(before);
      }),
    );
  });

  it('restores what it made, hashes recomputed, and refuses a gap', () => {
    fc.assert(
      fc.property(anySteps, (steps) => {
        const { sink, header } = builtTrace(steps);
        const again = new MemorySink();
        const builder = new TraceBuilder(sha256, again);
        for (const lane of header.lanes) builder.lane(lane.id, lane.name, lane.parent);
        for (const setup of sink.setups.values()) builder.restoreSetup(setup);
        for (const { message } of sink.messages) builder.restoreMessage(message);
        for (const event of sink.events) builder.restore({ ...event, hash: 'forged' });
        expect(again.events).toEqual(sink.events);
        expect(again.outline).toEqual(sink.outline);
        expect(builder.finish({ ...end, name: 'any' })).toEqual(header);
        const [first] = sink.events;
        if (first) expect(() => builder.restore(first)).toThrow(RangeError);
      }),
    );
  });

  it('names a lane once and keeps a blob once per content', () => {
    const sink = new MemorySink();
    const builder = new TraceBuilder(sha256, sink);
    builder.lane('a', 'Agent');
    builder.lane('a', 'Other', 'main');
    const one = builder.blob(new Uint8Array([1, 2]), 'image/png');
    expect(builder.blob(new Uint8Array([1, 2]), 'image/png')).toEqual(one);
    expect(builder.header(end).lanes).toEqual([{ id: 'a', name: 'Agent', parent: null }]);
    expect(one.bytes).toBe(2);
  });
});

describe('brokenInvariants', () => {
  const steps: Step[] = [];
  it.each<[string, (trace: ReturnType<typeof sound>) => void]>([
    ['says it is #7', (trace) => Object.assign(trace.outline[1] ?? {}, { seq: 7 })],
    ['unknown lane', (trace) => Object.assign(trace.outline[0] ?? {}, { lane: 'x' })],
    ['no parent', (trace) => Object.assign(trace.outline[0] ?? {}, { parent: 99 })],
    ['later call', (trace) => Object.assign(trace.outline[0] ?? {}, { call: 1 })],
    ['no hash', (trace) => Object.assign(trace.outline[0] ?? {}, { hash: '' })],
    [
      'builds on the later event',
      (trace) => Object.assign(trace.outline[0] ?? {}, { saw: { base: 1, keep: 0, append: [] } }),
    ],
    [
      'builds on itself',
      (trace) =>
        Object.assign(trace.outline[0] ?? {}, {
          saw: null,
          said: { base: 0, keep: 0, append: [] },
        }),
    ],
    [
      'keeps 9 of',
      (trace) => Object.assign(trace.outline[1] ?? {}, { saw: { base: 0, keep: 9, append: [] } }),
    ],
    [
      'refers to messages',
      (trace) =>
        Object.assign(trace.outline[1] ?? {}, { said: { base: null, keep: 0, append: [[0, 99]] } }),
    ],
    ['not the sums', (trace) => Object.assign(trace.header.totals, { errors: 5 })],
  ])('notices: %s', (words, harm) => {
    const trace = sound();
    expect(brokenInvariants(trace.header, trace.outline)).toEqual([]);
    harm(trace);
    expect(brokenInvariants(trace.header, trace.outline).join('\n')).toContain(words);
  });

  function sound() {
    const sink = new MemorySink();
    const builder = new TraceBuilder(sha256, sink);
    build(builder, steps);
    builder.add({ ...call, prompt: [user('a'), user('b')], says: [assistant('c')] });
    builder.add({ ...call, prompt: [user('a'), user('b'), assistant('c')] });
    return { header: builder.finish(end), outline: sink.outline };
  }
});

describe('TotalsCounter', () => {
  it('adds the same sums in one go and taken up in the middle', () => {
    fc.assert(
      fc.property(anySteps, fc.nat(), (steps, at) => {
        const { sink, header } = builtTrace(steps);
        const middle = at % (sink.outline.length + 1);
        const first = new TotalsCounter();
        for (const row of sink.outline.slice(0, middle)) first.add(row);
        const second = new TotalsCounter(first.read(3));
        for (const row of sink.outline.slice(middle)) second.add(row);
        expect(second.read(sink.messages.length)).toEqual(header.totals);
      }),
    );
  });

  it('knows the difference between nothing recorded and zero', () => {
    const { header } = builtTrace([]);
    expect(header.totals).toMatchObject({
      inputTokens: null,
      costUsd: null,
      startedAt: null,
      events: 0,
    });
  });
});
