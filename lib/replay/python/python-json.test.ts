import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePythonJson } from './parse-python-json';
import { dumpCanonicalJson, dumpIndentedJson, dumpJson } from './python-json';
import { compareCodePoints, pythonEqual } from './python-value';

const read = (text: string) => {
  const parsed = parsePythonJson(text);
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.value;
};

describe("Python's json", () => {
  it.each([
    ['{"b": 1.0, "a": [1e2, -0.0, -0, 1E400, NaN]}', '{"a":[100.0,-0.0,0,Infinity,NaN],"b":1.0}'],
    [
      '[12345678901234567890, 1e16, 1e15, 0.00001]',
      '[12345678901234567890,1e+16,1000000000000000.0,1e-05]',
    ],
    ['{"x": 1, "x": 2}', '{"x":2}'],
    ['"é😀\u007f/\\u2028"', '"\\u00e9\\ud83d\\ude00\\u007f/\\u2028"'],
    ['{"😀": 1, "\ue000": 2}', '{"\\ue000":2,"\\ud83d\\ude00":1}'],
    ['{"__proto__": {"a": 1}}', '{"__proto__":{"a":1}}'],
  ])('reads %s', (text, canonical) => {
    expect(dumpCanonicalJson(read(text))).toBe(canonical);
  });

  it.each(['', '01', '1.', '+1', '[1,]', '{"a" 1}', '"\t"', 'nul', '"a', '\ufeff1', '[1] 2'])(
    'refuses %j',
    (text) => {
      expect(parsePythonJson(text)).toMatchObject({ ok: false });
    },
  );

  it('says where it stops as Python says it', () => {
    expect(parsePythonJson('[1,\n "é" 2]')).toEqual({
      ok: false,
      reason: "Expecting ',' delimiter: line 2 column 6 (char 9)",
    });
  });

  it('writes and reads any JSON back', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        for (const dump of [dumpJson, dumpCanonicalJson, dumpIndentedJson]) {
          expect(pythonEqual(read(dump(read(text))), read(text))).toBe(true);
          expect(JSON.parse(dump(read(text)))).toEqual(JSON.parse(text));
        }
      }),
    );
  });

  it('is canonical whatever the order of keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.integer()), (value) => {
        const turned = Object.entries(value).reverse();
        expect(dumpCanonicalJson(new Map(turned))).toBe(dumpCanonicalJson(value));
      }),
    );
  });

  it('orders by code point', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'Z', 'é', '\ue000', '\uffff', '😀', '𝒜') });
    fc.assert(
      fc.property(text, text, (a, b) => {
        const encode = (of: string) => Buffer.from(of, 'utf8');
        expect(Math.sign(compareCodePoints(a, b))).toBe(Buffer.compare(encode(a), encode(b)));
      }),
    );
  });
});
