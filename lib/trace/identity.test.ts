import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyJson, anyMessage, builtTrace, type Step } from './any-trace.testing';
import { type Event, eventKinds } from './event';
import { contentHash, looseSpelling, messageKey, setupHash } from './identity';
import { type Message, textMessage } from './message';
import { emptySetup } from './setup';
import { sha256 } from './sha256.testing';

const base: Step = {
  kind: 'log',
  lane: 'main',
  says: [],
  prompt: null,
  from: null,
  setup: null,
  time: null,
  error: null,
  extra: undefined,
  value: { b: 1, a: ['x', null, 1.5] },
};
const hashOf = (step: Partial<Step>): string => {
  const { sink } = builtTrace([{ ...base, ...step }]);
  return sink.events[0]?.hash ?? 'none';
};

const call = (callId: string): Message => ({
  role: 'assistant',
  parts: [
    { type: 'reasoning', text: 'so', signature: callId },
    { type: 'tool-call', callId, tool: 'find', input: { b: 1, a: 2 } },
  ],
});

describe('event hash, version 1', () => {
  // Diffs, fingerprints and stored traces stand on these: a change needs a new version, not a new vector.
  it('keeps its golden vectors', () => {
    const vectors = eventKinds.map((kind) => [
      kind,
      hashOf({
        kind,
        says: [textMessage('user', 'Grüße 😀'), call('c1')],
        error: kind === 'span' ? 'broke' : null,
      }),
    ]);
    expect(Object.fromEntries(vectors)).toMatchInlineSnapshot(`
      {
        "compaction": "9779a246ee7459d161e9957b7f8de9da",
        "edit": "3e16ac82399d50321684c1a6f1c9b0d3",
        "error": "d2a0439eea2ab2de8ba8bab6f319221d",
        "handoff": "05c56853a3f47bb36ed4c17838c4d331",
        "interrupt": "5bfe94c76b3f9e883e64d558668ff277",
        "log": "35e715eec04d4e4200509f74844b92e0",
        "message": "cf55cec0727576054b0870e72bed8834",
        "model-call": "43c14e7d403a7a62df9e9c812a49e9bd",
        "span": "67d22fa5ce3b5df36838bdf9bd110cc0",
        "state": "5534095aa47a4870949b004e6f062ec1",
        "tool-call": "9fba4ed2fa416e85bbfe2dc54870775d",
        "tool-result": "1fdb1eaf9b30dbbe4dc495337c800f2d",
        "unreadable": "6e7bf05ee34c67ee13fb6ddad5ec59a4",
      }
    `);
    expect(messageKey(sha256, call('c1'))).toMatchInlineSnapshot(
      `"418c01ac23fe634bddf332067c41d1be"`,
    );
    expect(
      setupHash(sha256, { ...emptySetup, model: 'm', parameters: { t: 0.5 } }),
    ).toMatchInlineSnapshot(`"be9e2c1f287bc00cf9c1d0103fceffe0"`);
  });

  it('knows no clock, lane, extra, setup or transport id', () => {
    const hash = hashOf({ kind: 'model-call', says: [call('c1')] });
    expect(hashOf({ kind: 'model-call', says: [call('c2')] })).toBe(hash);
    const signed = { ...call('c1') };
    signed.parts = signed.parts.map((part) =>
      part.type === 'tool-call' ? { ...part, signature: 's' } : part,
    );
    expect(hashOf({ kind: 'model-call', says: [signed] })).toBe(hash);
    expect(
      hashOf({ kind: 'model-call', says: [call('c1')], time: 5, lane: 'sub', extra: { x: 1 } }),
    ).toBe(hash);
    expect(hashOf({ kind: 'model-call', says: [call('c1')], setup: emptySetup })).toBe(hash);
  });

  it('tells different content apart', () => {
    const hashes = [
      hashOf({ kind: 'model-call', says: [call('c1')] }),
      hashOf({ kind: 'model-call', says: [call('c1')], error: 'x' }),
      hashOf({ kind: 'model-call', says: [] }),
      hashOf({ kind: 'message', says: [call('c1')] }),
      hashOf({ kind: 'tool-call', value: 1 }),
      hashOf({ kind: 'tool-call', value: '1' }),
      hashOf({ kind: 'state', value: null }),
    ];
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  it('does not mind the order of keys, and minds every other difference', () => {
    const shuffled = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(shuffled);
      if (typeof value !== 'object' || value === null) return value;
      const entries = Object.entries(value).map(([key, item]) => [key, shuffled(item)] as const);
      return Object.fromEntries(entries.toReversed());
    };
    fc.assert(
      fc.property(anyJson, anyJson, (one, other) => {
        const same = JSON.parse(JSON.stringify(shuffled(one)));
        expect(hashOf({ kind: 'tool-call', value: same })).toBe(
          hashOf({ kind: 'tool-call', value: one }),
        );
        const equal =
          hashOf({ kind: 'tool-call', value: one }) === hashOf({ kind: 'tool-call', value: other });
        expect(equal).toBe(isEqual(one, other));
      }),
    );
  });
});

function isEqual(one: unknown, other: unknown): boolean {
  try {
    expect(one).toEqual(other);
    return true;
  } catch {
    return false;
  }
}

describe('message identity', () => {
  it('is content for messages without transport ids', () => {
    fc.assert(
      fc.property(anyMessage, (message) => {
        const key = messageKey(sha256, message);
        const transport = message.parts.some(
          (part) => 'callId' in part || part.type === 'reasoning',
        );
        expect(key).toMatch(/^[0-9a-f]{32}$/);
        if (!transport) expect(contentHash(sha256, message, key)).toBe(key);
      }),
    );
  });

  it('keeps call ids in the key and out of the content', () => {
    const [one, two] = [call('c1'), call('c2')];
    const [first, second] = [one, two].map((message) => messageKey(sha256, message));
    expect(first).not.toBe(second);
    expect(contentHash(sha256, one, first ?? '')).toBe(contentHash(sha256, two, second ?? ''));
  });

  it('is spelt loosely by role, trimmed text and calls', () => {
    const spelt = (message: Message): string => looseSpelling(message);
    expect(spelt(textMessage('assistant', ' hi '))).toBe(
      spelt(textMessage('assistant', 'hi', 'bob')),
    );
    expect(spelt(call('c1'))).toBe(spelt({ role: 'assistant', parts: call('c9').parts.slice(1) }));
    expect(spelt(textMessage('assistant', 'hi'))).not.toBe(spelt(textMessage('user', 'hi')));
  });
});

it('types name every kind once', () => {
  const kinds: Event['kind'][] = [...eventKinds];
  expect(new Set(kinds).size).toBe(eventKinds.length);
});
