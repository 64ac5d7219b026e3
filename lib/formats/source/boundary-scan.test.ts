import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { elementSpans, memberSpans, type Span, topLevelValues, valueSpan } from './boundary-scan';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array, { start, end }: Span): string =>
  new TextDecoder().decode(bytes.subarray(start, end));

const composite = fc.jsonValue().filter((value) => typeof value === 'object' && value !== null);
const indent = fc.constantFrom(undefined, 1, '\t', '\r\n ');
const odd = fc.constantFrom('', ' ', '\n', '\r\n', '\t \n');

const depthOf = (value: unknown): number =>
  typeof value === 'object' && value !== null
    ? 1 + Math.max(0, ...Object.values(value).map(depthOf))
    : 0;

describe('valueSpan', () => {
  it('spans exactly one value, and knows its depth', () => {
    fc.assert(
      fc.property(fc.jsonValue(), indent, odd, (value, space, after) => {
        const text = JSON.stringify(value, null, space);
        const bytes = encode(`${text}${after}`);
        const span = valueSpan(bytes, 0, bytes.length);
        expect(decode(bytes, span)).toBe(text);
        expect(span.torn).toBe(false);
        expect(span.depth).toBe(depthOf(value));
      }),
    );
  });

  it('says of every beginning of a composite value that it is torn', () => {
    fc.assert(
      fc.property(composite, indent, fc.nat(), (value, space, at) => {
        const whole = encode(JSON.stringify(value, null, space));
        const cut = whole.subarray(0, 1 + (at % Math.max(1, whole.length - 1)));
        if (cut.length === whole.length) return;
        expect(valueSpan(cut, 0, cut.length)).toMatchObject({
          start: 0,
          end: cut.length,
          torn: true,
        });
      }),
    );
  });

  it('never recurses and never goes back: 200,000 levels, a long run of backslashes', () => {
    const deep = encode('['.repeat(200_000));
    expect(valueSpan(deep, 0, deep.length)).toMatchObject({ depth: 200_000, torn: true });
    const slashes = encode(`"${'\\'.repeat(2_000_000)}"`);
    expect(valueSpan(slashes, 0, slashes.length)).toMatchObject({
      end: slashes.length,
      torn: false,
    });
  });
});

describe('topLevelValues', () => {
  it('finds values one after another, whatever stands between them', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(composite, odd, indent)), odd, (values, before) => {
        const texts = values.map(([value, , space]) => JSON.stringify(value, null, space));
        const bytes = encode(
          before + texts.map((text, at) => text + (values[at]?.[1] ?? '')).join(''),
        );
        const found = [...topLevelValues(bytes, 0, bytes.length)].map((span) =>
          decode(bytes, span),
        );
        expect(found).toEqual(texts);
      }),
    );
  });

  it('covers any bytes with spans in order, and ends', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.boolean(), (noise, textual) => {
        const alphabet = encode('{}[]",:\\ a1\n\r');
        const bytes = textual ? noise.map((byte) => alphabet[byte % alphabet.length] ?? 0) : noise;
        let last = 0;
        for (const { start, end } of topLevelValues(bytes, 0, bytes.length)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(decode(bytes, { start: last, end: start }).trim()).toBe('');
          last = end;
        }
        expect(decode(bytes, { start: last, end: bytes.length }).trim()).toBe('');
        const whole = { start: 0, end: bytes.length };
        for (const span of [...elementSpans(bytes, whole), ...memberSpans(bytes, whole)]) {
          const { start, end } = 'value' in span ? span.value : span;
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(bytes.length);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('elementSpans and memberSpans', () => {
  it('find what JSON.parse finds', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), indent, (list, space) => {
        const bytes = encode(JSON.stringify(list, null, space));
        const found = [...elementSpans(bytes, { start: 0, end: bytes.length })];
        expect(found.map((span) => JSON.parse(decode(bytes, span)))).toEqual(
          JSON.parse(JSON.stringify(list)),
        );
      }),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), indent, (object, space) => {
        const bytes = encode(JSON.stringify(object, null, space));
        const found = [...memberSpans(bytes, { start: 0, end: bytes.length })];
        expect(found.map(({ key, value }) => [key, JSON.parse(decode(bytes, value))])).toEqual(
          Object.entries(JSON.parse(JSON.stringify(object))),
        );
      }),
    );
  });

  it('find all whole elements of a torn list, then what is torn', () => {
    fc.assert(
      fc.property(fc.array(composite, { minLength: 1 }), indent, fc.nat(), (list, space, at) => {
        const whole = encode(JSON.stringify(list, null, space));
        const bytes = whole.subarray(0, 1 + (at % whole.length));
        const found = [...elementSpans(bytes, { start: 0, end: bytes.length })];
        const sound = found
          .filter(({ torn }) => !torn)
          .map((span) => JSON.parse(decode(bytes, span)));
        expect(sound).toEqual(JSON.parse(JSON.stringify(list)).slice(0, sound.length));
        expect(found.length - sound.length).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('keep keys that stand twice, and keys with escapes', () => {
    const bytes = encode('{"a":1,"\\u0061":2,"__proto__":3,"":4}');
    expect([...memberSpans(bytes, { start: 0, end: bytes.length })].map(({ key }) => key)).toEqual([
      'a',
      'a',
      '__proto__',
      '',
    ]);
  });
});
