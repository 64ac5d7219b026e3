import fc from 'fast-check';
import { createPatch } from 'rfc6902';
import { describe, expect, it } from 'vitest';
import { anyJson } from '@/lib/trace/any-trace.testing';
import { canonicalJson } from '@/lib/trace/canonical-json';
import type { Operation } from '@/lib/trace/event';
import type { Json } from '@/lib/trace/json';
import { StateDocument } from './state-document';

/** Keys as a reader of operations knows them. */
function folded(steps: readonly (readonly Operation[])[]): string {
  const keys = new Map<string, Json>();
  for (const { key, value = null, deleted } of steps.flat()) {
    if (deleted) keys.delete(key);
    else keys.set(key, value);
  }
  return canonicalJson([...keys].sort(([a], [b]) => (a < b ? -1 : 1)));
}
const members = (value: Json): string =>
  canonicalJson(Object.entries(value as object).sort(([a], [b]) => (a < b ? -1 : 1)));

const key = fc.constantFrom('a', 'b', 'c/d', '~', '', 'toString', '__proto__');
const document: fc.Arbitrary<Json> = fc
  .array(fc.tuple(key, anyJson), { maxLength: 4 })
  .map((entries): Json => Object.fromEntries(entries));

describe('snapshots', () => {
  it('fold to the last of them', () => {
    fc.assert(
      fc.property(fc.array(document, { minLength: 1, maxLength: 4 }), (documents) => {
        const state = new StateDocument();
        const steps = documents.map((next) => state.snapshot(next));
        expect(folded(steps)).toBe(members(documents.at(-1) ?? {}));
      }),
    );
  });

  it('say nothing of what stayed as it was', () => {
    const state = new StateDocument();
    state.snapshot({ a: 1, b: { c: [2] } });
    expect(state.snapshot({ b: { c: [2] }, a: 2 })).toEqual([{ key: 'a', value: 2 }]);
    expect(state.snapshot('text')).toEqual([
      { key: '', value: 'text' },
      { key: 'b', deleted: true },
      { key: 'a', deleted: true },
    ]);
  });
});

describe('patches', () => {
  it('come to the same as the snapshot after them', () => {
    const plain = document.filter(
      (value) => !/"(__proto__|constructor|prototype)"/.test(JSON.stringify(value)),
    );
    fc.assert(
      fc.property(plain, plain, (before, after) => {
        const state = new StateDocument();
        const first = state.snapshot(before);
        const patch: Json = JSON.parse(JSON.stringify(createPatch(before, after)));
        const { operations, problem } = state.patch(patch);
        expect(problem).toBeNull();
        expect(folded([first, operations ?? []])).toBe(members(after));
        expect(state.snapshot(after)).toEqual([]);
      }),
    );
  });

  it.each<[string, Json]>([
    ['no list', {}],
    ['no path', [{ op: 'add', value: 1 }]],
    ['no such operation', [{ op: 'assign', path: '/a', value: 1 }]],
    ['a path that is not there', [{ op: 'replace', path: '/x/y', value: 1 }]],
    ['a failed test', [{ op: 'test', path: '/a', value: 2 }]],
    ['a method of lists', [{ op: 'add', path: '/list/push/evil', value: 1 }]],
    ['the prototype', [{ op: 'add', path: '/__proto__/evil', value: 1 }]],
    ['a constructor', [{ op: 'add', path: '/a/constructor/prototype/evil', value: 1 }]],
    ['the prototype in a value', [{ op: 'add', path: '/a', value: JSON.parse('{"__proto__":1}') }]],
    [
      'whole, halfway',
      [
        { op: 'replace', path: '/a', value: 9 },
        { op: 'remove', path: '/none' },
      ],
    ],
  ])('with %s do nothing, and say why', (_, patch) => {
    const state = new StateDocument();
    state.snapshot({ a: 1, list: [] });
    const { operations, problem } = state.patch(patch);
    expect(operations).toBeNull();
    expect(problem).not.toBeNull();
    expect(state.snapshot({ a: 1, list: [] })).toEqual([]);
    expect('evil' in {}).toBe(false);
    expect(Object.hasOwn(Array.prototype.push, 'evil')).toBe(false);
  });

  it('do nothing where copies of copies would fill the memory', () => {
    const state = new StateDocument();
    state.snapshot({ a: { x: 1 } });
    const doubling = Array.from({ length: 40 }, (_, at) => ({
      ...{ op: 'copy', from: '/a', path: `/a/c${at}` },
    }));
    expect(state.patch(doubling).problem).toMatch(/^operation \d+: it copies more than we follow$/);
    expect(state.patch(doubling.slice(0, 3)).problem).toBeNull();
    state.snapshot({ a: 'x'.repeat(100_000) });
    const repeating = doubling.flatMap((_, at) =>
      doubling.map((_, then) => ({ op: 'copy', from: '/a', path: `/b${at}-${then}` })),
    );
    expect(state.patch(repeating).problem).toMatch(/copies more/);
  });

  it('may replace the whole document', () => {
    const state = new StateDocument();
    state.snapshot({ a: 1 });
    expect(state.patch([{ op: 'replace', path: '', value: { b: 2 } }]).operations).toEqual([
      { key: 'b', value: 2 },
      { key: 'a', deleted: true },
    ]);
  });
});
