import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decoded, embeddedJson } from './embedded-json';

it('reads what JSON.parse reads, and nothing deeper than 200 levels', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value);
      const plain = !/\d{16}/.test(text);
      if (plain) expect(embeddedJson(text)).toEqual(JSON.parse(text));
    }),
  );
  const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
  expect(embeddedJson(nested(200))).toBeDefined();
  expect(embeddedJson(nested(201))).toBeUndefined();
  expect(embeddedJson(`"${'['.repeat(999)}"`)).toBe('['.repeat(999));
  expect(embeddedJson(`["\\\\","${'{'.repeat(999)}"]`)).toHaveLength(2);
});

it('keeps every digit outside of strings', () => {
  expect(
    embeddedJson('{"a":12345678901234567890,"b":"12345678901234567890","c":-1.5e300}'),
  ).toEqual({
    a: '12345678901234567890',
    b: '12345678901234567890',
    c: -1.5e300,
  });
});

it('decodes objects and lists only, one level', () => {
  expect(decoded(' {"a":"{}"}')).toEqual({ a: '{}' });
  expect(decoded('3')).toBe('3');
  expect(decoded('{broken')).toBe('{broken');
  expect(decoded(null)).toBeNull();
});
