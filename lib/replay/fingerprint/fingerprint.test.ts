import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anySteps, builtTrace, type Step } from '@/lib/trace/any-trace.testing';
import { eventKinds } from '@/lib/trace/event';
import { textMessage } from '@/lib/trace/message';
import type { Outline } from '@/lib/trace/outline';
import { sha256 } from '@/lib/trace/sha256.testing';
import { Chain, chainsPart, type Flavour, fingerprint, flavours } from './fingerprint';

const base: Step = {
  ...{ kind: 'log', lane: 'main', says: [textMessage('user', 'Grüße 😀')], prompt: null },
  ...{ from: null, setup: null, time: null, error: null, extra: undefined },
  value: { b: 1, a: ['x', null, 1.5] },
};
const outlineOf = (steps: readonly Step[]): Outline => builtTrace(steps).sink.outline;
const headsOf = (outline: Outline, flavour: Flavour): string[] => {
  const chain = new Chain(flavour, sha256);
  return outline.map((row) => {
    chain.add(row);
    return chain.head;
  });
};
const every = outlineOf(eventKinds.map((kind) => ({ ...base, kind })));

describe('fingerprint, version 1', () => {
  // People keep fingerprints in their notes and pipelines: a change needs a new version, not a new vector.
  it('keeps its golden vectors', () => {
    const broken = outlineOf([{ ...base, kind: 'tool-result', error: 'no such file' }]);
    expect(
      [[], every, broken].map((outline) =>
        flavours.map((flavour) => fingerprint(outline, flavour, sha256)),
      ),
    ).toMatchInlineSnapshot(`
      [
        [
          "rt1-content-d05d0758ae0961f832fb370f26f6b1fb2e9964244cf678ebb1180adee7d6d4ec",
          "rt1-structure-23a46d3ba206a74af1cd0edca5814e77d2fae8d5142b5113a77542d1b54bce0d",
        ],
        [
          "rt1-content-27168beedc3ad4bcc00c08e2a0f230cb0d0176252181df2cd0faacab6e737cef",
          "rt1-structure-b0857e0f0080db330c0576af7bdbb8992f7d8a097bacbd3290888253b0ae8f65",
        ],
        [
          "rt1-content-7a4c2c5f9cb597f7b430422e76f1263adab7412bf4146ea8b62fa611dd3448c6",
          "rt1-structure-ba53ac19195cb19e0c3d08e860714e6e00baa3529fb278d96ed8128d73a4443c",
        ],
      ]
    `);
  });

  it('is the last head of a chain that can be made by hand', () => {
    const [first, second] = every;
    const seed = sha256('retake-fingerprint-1-content');
    const head = sha256(`${sha256(`${seed}\n${first?.hash}`)}\n${second?.hash}`);
    expect(headsOf(every, 'content')[1]).toBe(head);
    expect(fingerprint(every.slice(0, 2), 'content', sha256)).toBe(`rt1-content-${head}`);
  });
});

it('looks at no clock, lane or transport id', () => {
  const at = (time: number, lane: string) =>
    outlineOf(eventKinds.map((kind) => ({ ...base, kind, time, lane })));
  for (const flavour of flavours) expect(chainsPart(at(1, 'a'), at(2, 'b'), flavour)).toBeNull();
});

it('tells other words from other steps', () => {
  const said = (text: string) => [textMessage('user', text)];
  const run = (text: string, ...more: Step[]) =>
    outlineOf([base, { ...base, kind: 'message', says: said(text) }, ...more]);
  expect(chainsPart(run('a'), run('b'), 'content')).toBe(1);
  expect(chainsPart(run('a'), run('b'), 'structure')).toBeNull();
  expect(chainsPart(run('a'), run('a', base), 'structure')).toBe(2);
  const failed: Step = { ...base, kind: 'tool-result', error: 'broke' };
  const fine: Step = { ...base, kind: 'tool-result' };
  expect(chainsPart(run('a', failed), run('b', fine), 'structure')).toBe(2);
});

it('parts at the first event whose heads differ', () => {
  fc.assert(
    fc.property(anySteps, anySteps, fc.constantFrom(...flavours), (a, b, flavour) => {
      const [left, right] = [outlineOf(a), outlineOf([...a.slice(0, a.length >> 1), ...b])];
      const heads = [left, right].map((outline) => headsOf(outline, flavour));
      const longer = Math.max(left.length, right.length);
      const first = Array.from({ length: longer }, (_, seq) => seq).find(
        (seq) => heads[0]?.[seq] !== heads[1]?.[seq],
      );
      expect(chainsPart(left, right, flavour)).toBe(first ?? null);
      expect(chainsPart(left, left, flavour)).toBeNull();
    }),
  );
});
