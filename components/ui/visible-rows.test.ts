import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mostRows, visibleRows } from './visible-rows';

it('draws what is in view and a little around it', () => {
  const rows = visibleRows({ startIndex: 10, endIndex: 30, overscan: 5, count: 1000 }, -1);
  expect([rows[0], rows.at(-1)]).toEqual([5, 35]);
});

it('keeps the focused row far away', () => {
  const range = { startIndex: 10, endIndex: 30, overscan: 5, count: 1000 };
  expect(visibleRows(range, 999).at(-1)).toBe(999);
  expect(visibleRows(range, 0)[0]).toBe(0);
  expect(visibleRows(range, 1000)).not.toContain(1000);
});

it('is ascending, without repeats, inside the list and never too many', () => {
  fc.assert(
    fc.property(
      fc.nat(2000),
      fc.nat(400),
      fc.nat(60),
      fc.nat(2000),
      (start, height, overscan, focused) => {
        const count = 2001;
        const end = Math.min(count - 1, start + height);
        const rows = visibleRows({ startIndex: start, endIndex: end, overscan, count }, focused);
        expect(rows.length).toBeLessThanOrEqual(mostRows);
        expect(rows).toEqual([...new Set(rows)].sort((a, b) => a - b));
        expect(rows.every((row) => row >= 0 && row < count)).toBe(true);
        expect(rows).toContain(focused);
        expect(rows).toContain(start);
      },
    ),
  );
});
