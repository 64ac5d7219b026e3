import { describe, expect, it } from 'vitest';
import { byteSize, cost, delta, duration, shortNumber, tokens } from './format-number';
import { ago, clockTime, offset } from './format-time';

describe('numbers', () => {
  it.each([
    [null, '–'],
    [0, '0'],
    [9999, '9,999'],
    [212_345, '212.3k'],
    [1_300_000, '1.3M'],
  ])('shortens %s to %s', (value, text) => expect(shortNumber(value)).toBe(text));

  it('shows a dash for unknown, never a zero', () => {
    expect([tokens(null), cost(null), duration(null), delta(null, 3)]).toEqual([
      '–',
      '–',
      '–',
      '–',
    ]);
  });

  it.each([
    [0, '0ms'],
    [59_949, '59.9s'],
    [59_950, '1m 00s'],
    [842_000, '14m 02s'],
    [7_260_000, '2h 01m'],
  ])('shows %s ms as %s', (ms, text) => expect(duration(ms)).toBe(text));

  it.each([
    [0.84, '$0.84'],
    [0.0042, '$0.0042'],
    [0, '$0.00'],
  ])('shows %s as %s', (usd, text) => expect(cost(usd)).toBe(text));

  it.each([
    [999, '999 B'],
    [4100, '4.1 kB'],
    [999_600, '1.0 MB'],
    [80_000_000, '80.0 MB'],
  ])('shows %s bytes as %s', (bytes, text) => expect(byteSize(bytes)).toBe(text));

  it('signs a change', () => {
    expect([delta(10, 22), delta(22, 10), delta(5, 5)]).toEqual(['+12', '−12', '±0']);
  });
});

describe('times', () => {
  it('survives a clock that no calendar holds', () => {
    expect(clockTime(1e20)).toBe('–');
  });

  it('tells the distance from the start', () => {
    expect([offset(581_000, 0), offset(400, 0), offset(0, 400), offset(null, 0)]).toEqual([
      '+9m41s',
      '+0.4s',
      '−0.4s',
      '–',
    ]);
  });

  it('says how long ago, and the date when it is long', () => {
    const now = Date.UTC(2026, 10, 21);
    expect([
      ago(now - 5000, now),
      ago(now - 7_200_000, now),
      ago(Date.UTC(2026, 0, 2), now),
    ]).toEqual(['just now', '2 h ago', '2026-01-02']);
  });
});
