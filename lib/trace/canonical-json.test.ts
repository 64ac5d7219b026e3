import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from './canonical-json';

describe('canonical JSON', () => {
  it('is what the reference package writes', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        expect(canonicalJson(value)).toBe(canonicalize(value));
      }),
      { numRuns: 500 },
    );
  });

  it('sorts by UTF-16 unit, numbers among keys too', () => {
    const value = { '\u{1f600}': 1, '\ufb33': 2, '10': 3, '9': 4, b: 5, a: 6, '"\n': 7 };
    expect(canonicalJson(value)).toBe(canonicalize(value));
    expect(canonicalJson({ 10: 1, 9: 2 })).toBe('{"10":1,"9":2}');
  });

  it('keeps hostile keys as keys, and lone surrogates as escapes', () => {
    const value: unknown = JSON.parse('{"__proto__":{"x":1},"constructor":"\\ud800"}');
    expect(canonicalJson(value)).toBe('{"__proto__":{"x":1},"constructor":"\\ud800"}');
  });

  it('leaves out what is undefined, and takes no NaN', () => {
    expect(canonicalJson({ b: undefined, a: [1, null] })).toBe('{"a":[1,null]}');
    expect(canonicalJson([-0, 1e21, 1.5e-7])).toBe('[0,1e+21,1.5e-7]');
    for (const odd of [Number.NaN, Number.POSITIVE_INFINITY, undefined, [Number.NaN]])
      expect(() => canonicalJson(odd)).toThrow(TypeError);
  });
});
