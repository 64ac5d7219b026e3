import { expect, it } from 'vitest';
import { clockTime, offset } from './format-time';
import { parseMoment } from './parse-moment';

const start = Date.UTC(2026, 10, 21, 10, 0, 0);

it.each([
  ['+9m41s', start + 581_000],
  ['1h 02m', start + 3_720_000],
  ['0.4s', start + 400],
  ['90', start + 90_000],
  ['−3s', start - 3000],
  ['2026-11-21 10:04:09 UTC', start + 249_000],
  ['2026-11-21T12:04:09+02:00', start + 249_000],
  ['2026-11-21 10:04', start + 240_000],
])('%s', (text, ms) => expect(parseMoment(text, start)).toBe(ms));

it.each(['', '+', 'soon', '2026-13-41 10:00', 'm', '10:04'])('%s is no moment', (text) =>
  expect(parseMoment(text, start)).toBeNull(),
);

it('reads what this page writes', () => {
  const then = start + 581_000;
  expect(parseMoment(clockTime(then), null)).toBe(then);
  expect(parseMoment(offset(then, start), start)).toBe(then);
});

it('counts from no start that is not known', () => expect(parseMoment('+3s', null)).toBeNull());
