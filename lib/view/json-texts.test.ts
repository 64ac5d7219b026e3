import { expect, it } from 'vitest';
import { withJsonTexts } from './json-texts';

it('reads texts that spell an object or a list, and leaves the rest', () => {
  expect(withJsonTexts({ a: ' {"b":[1]}', c: '12', d: '{no', e: ['[]'] })).toEqual({
    a: { b: [1] },
    c: '12',
    d: '{no',
    e: [[]],
  });
});

it('keeps hostile keys', () => {
  const value = withJsonTexts(JSON.parse('{"__proto__":"{}"}'));
  expect(Object.keys(value ?? {})).toEqual(['__proto__']);
});

it('leaves what is nested too deep as a text', () => {
  const deep = '['.repeat(5_000) + ']'.repeat(5_000);
  expect(withJsonTexts(deep)).toBe(deep);
});
