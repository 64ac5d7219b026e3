import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyJson } from '@/lib/trace/any-trace.testing';
import type { Json } from '@/lib/trace/json';
import { bullets, Masker } from './masker';

const value = 'pa"ss\\word\nü/x';
const masked = (text: string, ...values: string[]): string => new Masker(values).text(text);

describe('Masker', () => {
  it.each([
    ['as it is', value],
    ['in JSON', JSON.stringify({ key: value })],
    ['in JSON in JSON', JSON.stringify({ key: JSON.stringify([value]) })],
    ['in JSON, three deep', JSON.stringify(JSON.stringify(JSON.stringify(value)))],
    [
      'with \\u escapes',
      value.replace(/[\s\S]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`),
    ],
    [
      'with \\u escapes in JSON',
      JSON.stringify(
        value.replace(
          /[\s\S]/g,
          (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}`,
        ),
      ),
    ],
    ['with escaped slashes', JSON.stringify(value).replaceAll('/', '\\/')],
    ['in an address', `https://a.example/?q=${encodeURIComponent(value)}&r=1`],
    ['in an address in an address', `?u=${encodeURIComponent(`?q=${encodeURIComponent(value)}`)}`],
  ])('masks a value %s', (_, text) => {
    const out = masked(text, value);
    expect(out).toContain(bullets);
    for (const piece of ['ss', 'word', 'ü']) expect(out).not.toContain(piece);
  });

  it('masks what is escaped in the value itself, and what is not in the text', () => {
    expect(masked('{"k":"a\nb c"}', 'a\\nb c')).toBe(`{"k":"${bullets}"}`);
    expect(masked('C:\\\\new\\\\dir', 'C:\\new\\dir')).toBe(bullets);
  });

  it('masks inside words, all that overlap as one, and nothing in another case', () => {
    expect(masked('xabcdy abc', 'abc', 'bcd')).toBe(`x${bullets}y ${bullets}`);
    expect(masked('ABC abc', 'abc')).toBe(`ABC ${bullets}`);
    expect(masked('50% of 100%, C:\\x\\y', 'abc')).toBe('50% of 100%, C:\\x\\y');
    expect(masked('%C3%BC%zz%fftoken', 'token')).toBe(`%C3%BC%zz%ff${bullets}`);
  });

  it('masks keys and numbers of JSON, and keeps hostile keys', () => {
    const json: Json = JSON.parse(
      '{"__proto__":{"abc":1,"xabc":2,"abcx":[12345,true]},"abc":1,"ab":null}',
    );
    expect(JSON.stringify(new Masker(['abc', '234']).json(json))).toBe(
      `{"__proto__":{"${bullets}":1,"x${bullets}":2,"${bullets}x":["1${bullets}5",true]},"${bullets}":1,"ab":null}`,
    );
    expect(JSON.stringify(new Masker(['abc', 'abd']).json({ abc: 1, abd: 2 }))).toBe(
      `{"${bullets}":1,"${bullets} (2)":2}`,
    );
  });

  it('masks what begins in one member and ends in another', () => {
    const json: Json = { a: 1, city: 'Bern', day: 'monday' };
    expect(new Masker(['"city":"Bern"']).json(json)).toBe(`{"a":1,${bullets},"day":"monday"}`);
    expect(new Masker(['"city":"Rome"']).json(json)).toEqual(json);
  });

  it('leaves no value in any JSON, however it is written', () => {
    const values = fc.array(fc.string({ minLength: 3, maxLength: 8, unit: 'binary' }), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(values, fc.array(anyJson, { maxLength: 4 }), fc.nat(3), (given, some, deep) => {
        fc.pre(
          given.every(
            (one) => !bullets.includes(one) && !one.includes('•') && !' (2)'.includes(one),
          ),
        );
        const masker = new Masker(given);
        let nested = JSON.stringify(given);
        for (let at = 0; at < deep; at += 1) nested = JSON.stringify({ nested });
        const json = [...some, nested, Object.fromEntries(given.map((one) => [one, one]))];
        const seen = strings(masker.json(json));
        for (const one of given) {
          expect(seen.some((text) => text.includes(one))).toBe(false);
          expect(seen.some((text) => text.includes(JSON.stringify(one).slice(1, -1)))).toBe(false);
        }
      }),
    );
  });

  it('has time for many values and long texts', () => {
    const many = Array.from({ length: 10_000 }, (_, at) => `secret-${at}-value`);
    const text = `${'x\\n%41'.repeat(200_000)}${many.join(' ')}`;
    expect(new Masker(many).count(text)).toBe(10_000);
    expect(new Masker(['\\\\\\\\a', 'aaa']).count('\\'.repeat(1_000_000))).toBe(0);
  });
});

const strings = (value: Json): string[] => {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [String(value)];
  return Array.isArray(value)
    ? value.flatMap(strings)
    : Object.entries(value).flatMap(([key, one]) => [key, ...strings(one)]);
};
