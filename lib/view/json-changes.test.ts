import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '@/lib/trace/canonical-json';
import type { Json } from '@/lib/trace/json';
import { type JsonChange, jsonChanges } from './json-changes';
import { applyChanges } from './json-changes.testing';
import { changeLine, jsonPath } from './json-path';

const lines = (before: Json, after: Json) => jsonChanges(before, after).changes.map(changeLine);

const scalar = fc.oneof(
  fc.constantFrom<Json>(null, true, false, 0, 1, 2.5, '', 'a', 'b c', '{"x":1}'),
  fc.integer(),
);
const { json } = fc.letrec<{ json: Json; entry: Json }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(tie('json'), { maxLength: 6 }),
    fc.array(tie('entry'), { maxLength: 6 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'id', '__proto__', 'odd key'), tie('json')),
  ),
  entry: fc.record({ id: fc.integer({ min: 0, max: 8 }), value: scalar }),
}));

/** A value and one that grew out of it by a few edits in lists: what two runs are like. */
const versions = fc.array(json, { maxLength: 8 }).chain((list) =>
  fc.tuple(
    fc.constant<Json>(list),
    fc
      .array(fc.tuple(fc.nat(8), fc.constantFrom('drop', 'put', 'move'), json), { maxLength: 4 })
      .map((edits): Json => {
        const next = [...list];
        for (const [at, what, value] of edits) {
          const [taken] = what === 'put' ? [value] : next.splice(at, 1);
          if (what !== 'drop' && taken !== undefined) next.splice((at * 3) % 7, 0, taken);
        }
        return next;
      }),
  ),
);
const pair = fc.oneof(fc.tuple(json, json), versions);

const swapped = (change: JsonChange): string => {
  const path = jsonPath(
    change.path.map((step) =>
      typeof step === 'string' ? step : { a: step.b, b: step.a, id: step.id },
    ),
  );
  switch (change.kind) {
    case 'added':
      return `removed ${path} ${canonicalJson(change.after)}`;
    case 'removed':
      return `added ${path} ${canonicalJson(change.before)}`;
    case 'changed':
      return `changed ${path} ${canonicalJson(change.after)} ${canonicalJson(change.before)}`;
    case 'moved':
      return `moved ${path}`;
  }
};
const spelt = (change: JsonChange): string => {
  const path = jsonPath(change.path);
  switch (change.kind) {
    case 'added':
      return `added ${path} ${canonicalJson(change.after)}`;
    case 'removed':
      return `removed ${path} ${canonicalJson(change.before)}`;
    case 'changed':
      return `changed ${path} ${canonicalJson(change.before)} ${canonicalJson(change.after)}`;
    case 'moved':
      return `moved ${path}`;
  }
};

describe('laws', () => {
  it('finds nothing in a value beside itself, whatever the order of its keys', () => {
    const turned = (value: Json): Json => {
      if (Array.isArray(value)) return value.map(turned);
      if (value === null || typeof value !== 'object') return value;
      const entries = Object.entries(value).reverse();
      return Object.fromEntries(entries.map(([key, item]) => [key, turned(item)]));
    };
    fc.assert(
      fc.property(json, (value) => {
        expect(jsonChanges(value, turned(value))).toEqual({ changes: [], coarse: false });
      }),
    );
  });

  it('gives the right side when its changes are carried out on the left one', () => {
    fc.assert(
      fc.property(pair, ([before, after]) => {
        const { changes } = jsonChanges(before, after);
        expect(canonicalJson(applyChanges(before, changes))).toBe(canonicalJson(after));
      }),
      { numRuns: 500 },
    );
  });

  it('swaps its answer with the sides', () => {
    fc.assert(
      fc.property(pair, ([before, after]) => {
        const there = jsonChanges(before, after);
        const back = jsonChanges(after, before);
        expect(back.changes.map(swapped).sort()).toEqual(there.changes.map(spelt).sort());
        expect(back.coarse).toBe(there.coarse);
      }),
      { numRuns: 500 },
    );
  });
});

describe('objects and values', () => {
  it('lists paths in the order of keys, with types', () => {
    expect(
      lines(
        { z: 1, gone: null, same: [1], deep: { 'odd key': true } },
        { deep: { 'odd key': 'true' }, same: [1.0], z: 2, new: [] },
      ),
    ).toEqual([
      '~ deep["odd key"]: true (boolean) -> "true" (string)',
      '- gone: null (null)',
      '+ new: [] (array)',
      '~ z: 1 (number) -> 2 (number)',
    ]);
  });

  it('knows one zero, and takes no inherited key for one', () => {
    expect(lines({ n: 0 }, { n: -0 })).toEqual([]);
    expect(lines({}, { toString: 1 })).toEqual(['+ toString: 1 (number)']);
    const hostile: Json = JSON.parse('{"__proto__":{"a":1}}');
    expect(lines({}, hostile)).toEqual(['+ __proto__: {"a":1} (object)']);
  });
});

describe('lists', () => {
  it('knows entries by their id, and tells which moved', () => {
    expect(
      lines(
        [
          { id: 'a', n: 1 },
          { id: 'b', n: 1 },
          { id: 'e', n: 0 },
          { id: 'c', n: 1 },
        ],
        [
          { id: 'c', n: 1 },
          { id: 'a', n: 2 },
          { id: 'e', n: 0 },
          { id: 'd', n: 1 },
        ],
      ),
    ).toEqual([
      '~ [id="a"].n: 1 (number) -> 2 (number)',
      '- [id="b"]: {"id":"b","n":1} (object)',
      '^ [id="c"]: entry 4 -> entry 1',
      '+ [id="d"]: {"id":"d","n":1} (object)',
    ]);
  });

  it('pairs what is alike where ids are made anew in each run', () => {
    const call = (id: string, city: string) => ({
      id,
      tool: 'weather',
      input: { city, unit: 'C' },
    });
    const log = { id: 'l', text: 'nothing like the others at all' };
    expect(
      lines(
        [call('x1', 'Oslo'), call('x2', 'Rome')],
        [log, call('y1', 'Oslo'), call('y2', 'Bonn')],
      ),
    ).toEqual([
      `+ [0]: ${JSON.stringify(log)} (object)`,
      '~ [0→1].id: "x1" (string) -> "y1" (string)',
      '~ [1→2].id: "x2" (string) -> "y2" (string)',
      '~ [1→2].input.city: "Rome" (string) -> "Bonn" (string)',
    ]);
  });

  it('pairs plain values by place between equal ones', () => {
    expect(lines(['a', 'b', 'c', 'd'], ['a', 'x', 'd', 'e'])).toEqual([
      '~ [1]: "b" (string) -> "x" (string)',
      '- [2]: "c" (string)',
      '+ [3]: "e" (string)',
    ]);
  });

  it('pairs long lists with nothing in common by place, says so, and is soon done', () => {
    const list = (word: string) =>
      Array.from({ length: 2_000 }, (_, at) => ({
        word,
        text: `${word} ${at}`,
        at: { [word]: at },
      }));
    const start = performance.now();
    const { changes, coarse } = jsonChanges(list('one'), list('two'));
    expect(performance.now() - start).toBeLessThan(4_000);
    expect(coarse).toBe(true);
    expect(changes).toHaveLength(4 * 2_000);
  });

  it('takes an entry out of 100,000 in a moment', () => {
    const list = Array.from({ length: 100_000 }, (_, at) => ({ at }));
    const { changes, coarse } = jsonChanges(list, list.toSpliced(50_000, 1));
    expect(coarse).toBe(false);
    expect(changes).toHaveLength(1);
  });
});
