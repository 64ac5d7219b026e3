import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson } from '@/lib/trace/parse-json';
import { repairedArguments } from './repair-arguments';

describe('repairedArguments', () => {
  it.each([
    ['{"a": 1,', { a: 1 }],
    ["{'city': 'Bern', unit: 'C'}", { city: 'Bern', unit: 'C' }],
    ['```json\n{"a": [1, 2}\n```', { a: [1, 2] }],
    ['{"a": "half', { a: 'half' }],
  ])('%s', (text, meant) => {
    expect(repairedArguments(text)).toEqual(meant);
  });

  it.each(['', 'plain words', '[1, 2', '42', '"text"'])('makes no object of %j', (text) => {
    expect(repairedArguments(text)).toBeNull();
  });

  it('never throws, and leaves what is JSON as it is', () => {
    fc.assert(
      fc.property(fc.string(), (text) => void repairedArguments(text)),
      { numRuns: 300 },
    );
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const text = JSON.stringify(value);
        // Numbers that JavaScript cannot hold are texts, as everywhere in a trace.
        const parsed = parseJson(text);
        expect(repairedArguments(text)).toEqual(parsed.ok && parsed.value);
      }),
    );
  });
});
