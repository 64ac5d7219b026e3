import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxDepth, parseJson } from './parse-json';

const read = (text: string): unknown => {
  const parsed = parseJson(text);
  return parsed.ok ? parsed.value : parsed.reason;
};

describe('parseJson', () => {
  it('agrees with JSON.parse where a double holds every number', () => {
    const small = fc.jsonValue().filter((value) => !/\d{16}/.test(JSON.stringify(value)));
    fc.assert(
      fc.property(small, fc.constantFrom(undefined, 2), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(parseJson(text)).toEqual({ ok: true, value: JSON.parse(text), repaired: null });
      }),
    );
  });

  it('agrees with JSON.parse on what is JSON', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'{}[]",:\\ 1.eE-+tfnu\n') }), (text) => {
        let sound = true;
        try {
          JSON.parse(text);
        } catch {
          sound = false;
        }
        expect(parseJson(text).ok).toBe(sound);
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps every digit of a whole number, wherever it stands', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 2n ** 53n, max: 2n ** 80n }), fc.boolean(), (big, negative) => {
        const text = `${negative ? '-' : ''}${big}`;
        expect(read(text)).toBe(text);
        expect(read(`{"a":[${text} ,"${text}"],"b":${text}}`)).toEqual({
          a: [text, text],
          b: text,
        });
      }),
    );
  });

  it('keeps numbers beyond any double as text: no number is infinite', () => {
    expect(read('[1e400, -1E+999, 1e308, 1e-999, "1e400"]')).toEqual([
      '1e400',
      '-1E+999',
      1e308,
      0,
      '1e400',
    ]);
    const long = `${'9'.repeat(400)}.5`;
    expect(read(`{"a":${long}}`)).toEqual({ a: long });
    for (const text of ['[01e400]', '[1e4000.5]', '[1-1e999]', '1e999e9'])
      expect(parseJson(text).ok).toBe(false);
  });

  it('leaves fractions and exponents alone', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        const text = `[${number}, 0.12345678901234568, 1.2345678901234567e-7, 1e0000000000000001]`;
        if (Number.isInteger(number) && !Number.isSafeInteger(number)) return;
        expect(read(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it("names Python's numbers that JSON has not, and does not touch strings", () => {
    expect(
      parseJson(
        '{"a": NaN, "b": [-Infinity, Infinity], "c": "NaN, \\"Infinity\\" 12345678901234567890"}',
      ),
    ).toEqual({
      ok: true,
      value: { a: 'NaN', b: ['-Infinity', 'Infinity'], c: 'NaN, "Infinity" 12345678901234567890' },
      repaired: 'Infinity is no JSON number: kept as text',
    });
  });

  it('refuses what is too deep, and counts no bracket inside of strings', () => {
    const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
    expect(parseJson(nested(maxDepth)).ok).toBe(true);
    expect(parseJson(nested(maxDepth + 1))).toEqual({
      ok: false,
      reason: expect.stringContaining('501 levels'),
    });
    expect(parseJson(nested(10_000)).ok).toBe(false);
    expect(parseJson(`${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`).ok).toBe(false);
    expect(parseJson(JSON.stringify('['.repeat(10_000))).ok).toBe(true);
  });

  it('survives long strings full of escapes beside a big number', () => {
    const text = JSON.stringify(['\n"\\'.repeat(2_000_000), 1]).replace(
      /1\]$/,
      '12345678901234567890]',
    );
    const parsed = parseJson(text);
    expect(parsed.ok && Array.isArray(parsed.value) && parsed.value[1]).toBe(
      '12345678901234567890',
    );
  });

  it('keeps hostile keys as own properties, and lone surrogates', () => {
    const value = read('{"__proto__":{"polluted":true},"half":"\\ud800"}');
    expect(Object.hasOwn(Object(value), '__proto__')).toBe(true);
    expect(JSON.stringify(value)).toBe('{"__proto__":{"polluted":true},"half":"\\ud800"}');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
