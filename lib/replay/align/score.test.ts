import { describe, expect, it } from 'vitest';
import { locateDivergence } from './locate-divergence';
import { ownPairs } from './own-pairs.testing';

/** What comes out, as exact numbers: a change of these is a change of the alignment. */
describe('the score on our own pairs', () => {
  it('is this', () => {
    const table = ownPairs().map((pair) => {
      const { verdict, fork, confidence } = locateDivergence(pair.reference, pair.failing);
      const gold = `${pair.verdict} ${pair.fork ?? '–'}`;
      return `${pair.name}: ${gold} | ${verdict} ${fork ?? '–'} | ${confidence}`;
    });
    expect(table).toMatchInlineSnapshot(`
      [
        "noise 1: same – | same – | 0.93",
        "noise 2: same – | same – | 0.934",
        "early 3: diverged 6 | diverged 6 | 0.98",
        "early 4: diverged 8 | diverged 8 | 0.977",
        "middle 5: diverged 16 | diverged 16 | 0.97",
        "middle 6: diverged 23 | diverged 23 | 0.97",
        "late 7: diverged 31 | diverged 31 | 0.968",
        "late 8: diverged 36 | diverged 36 | 0.98",
        "storm 9: diverged 23 | diverged 23 | 0.958",
        "storm 10: diverged 34 | diverged 34 | 0.938",
        "detour 11: reconverged 15 | reconverged 15 | 0.767",
        "detour 12: reconverged 22 | reconverged 22 | 0.968",
        "edit 13: diverged 20 | diverged 20 | 0.901",
        "edit 14: diverged 21 | same – | 0.932",
        "unrelated 15: incomparable – | incomparable – | 0.97",
        "unrelated 16: incomparable – | incomparable – | 0.97",
      ]
    `);
  });
});
