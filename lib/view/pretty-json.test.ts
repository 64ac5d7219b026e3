import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonicalJson } from '@/lib/trace/canonical-json';
import { jsonSchema } from '@/lib/trace/json';
import { prettyJson } from './pretty-json';

it('sorts keys, and writes a value that parses to the same', () => {
  expect(prettyJson({ b: [1, { z: null, a: 'x' }], a: {} })).toBe(
    '{\n  "a": {},\n  "b": [\n    1,\n    {\n      "a": "x",\n      "z": null\n    }\n  ]\n}',
  );
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), (raw) => {
      const value = jsonSchema.parse(JSON.parse(JSON.stringify(raw)));
      expect(canonicalJson(JSON.parse(prettyJson(value)))).toBe(canonicalJson(value));
    }),
  );
});

it('keeps a key that is named __proto__', () => {
  expect(prettyJson(JSON.parse('{"__proto__":{"x":1}}'))).toContain('"__proto__"');
});

it('ends far down and says so, instead of breaking', () => {
  let deep = jsonSchema.parse([]);
  for (let level = 0; level < 10_000; level += 1) deep = [deep];
  expect(prettyJson(deep)).toContain('deeper than 64 levels');
});
