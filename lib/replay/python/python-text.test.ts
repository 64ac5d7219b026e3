import { describe, expect, it } from 'vitest';
import { pythonFloat, pythonRepr, pythonSlice, pythonStr, truthy } from './python-text';

describe('Python spelling', () => {
  it.each<[string, string]>([
    ['plain', "'plain'"],
    ["it's", '"it\'s"'],
    ['say "hi"', '\'say "hi"\''],
    ['both \' and "', "'both \\' and \"'"],
    ['a\\b\n\r\t', "'a\\\\b\\n\\r\\t'"],
    ['\u0000\u007f\u00a0', "'\\x00\\x7f\\xa0'"],
    ['é日本😀', "'é日本😀'"],
    ['\u2028\u200b', "'\\u2028\\u200b'"],
    ['\u{e0001}', "'\\U000e0001'"],
  ])('repr of %j', (text, repr) => {
    expect(pythonRepr(text)).toBe(repr);
  });

  it('of other values', () => {
    expect(pythonRepr([null, true, false, 1.5, { a: 'x' }])).toBe(
      "[None, True, False, 1.5, {'a': 'x'}]",
    );
    expect(pythonStr('x')).toBe('x');
    expect(pythonStr(null)).toBe('None');
  });

  it('truth and slices', () => {
    expect([null, false, 0, '', [], {}, undefined].map(truthy)).toEqual(Array(7).fill(false));
    expect([true, 1, ' ', [0], { a: 0 }].map(truthy)).toEqual(Array(5).fill(true));
    expect([2, 0, -1, -9].map((end) => pythonSlice([1, 2, 3], end))).toEqual([
      [1, 2],
      [],
      [1, 2],
      [],
    ]);
  });

  it('reads floats, and what is none in linear time', () => {
    for (const [text, value] of [
      ['1_0.2_5', 10.25],
      ['10.', 10],
      ['.5e1', 5],
      [' -1e-2 ', -0.01],
    ] as const)
      expect(pythonFloat(text)).toBe(value);
    const started = performance.now();
    for (const piece of ['1', '1_1', '1.'])
      expect(() => pythonFloat(`${piece.repeat(200_000)}x`)).toThrow('could not convert');
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
