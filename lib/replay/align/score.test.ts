import { describe, expect, it } from 'vitest';
import { locateDivergence } from './locate-divergence';
import { ownPairs } from './own-pairs.testing';

/** What comes out, as exact numbers: a change of these is a change of the alignment. */
describe('the score on our own pairs', () => {
  it('is this by family', () => {
    const families = new Map<
      string,
      { pairs: number; verdict: number; exact: number; near: number }
    >();
    for (const pair of ownPairs()) {
      const family = pair.name.split(' ')[0] ?? '';
      const score = families.get(family) ?? { pairs: 0, verdict: 0, exact: 0, near: 0 };
      const { verdict, fork } = locateDivergence(pair.reference, pair.failing);
      const off = fork === pair.fork ? 0 : Math.abs((fork ?? Infinity) - (pair.fork ?? Infinity));
      families.set(family, {
        pairs: score.pairs + 1,
        verdict: score.verdict + (verdict === pair.verdict ? 1 : 0),
        exact: score.exact + (off === 0 ? 1 : 0),
        near: score.near + (off <= 1 ? 1 : 0),
      });
    }
    expect(Object.fromEntries(families)).toEqual({
      noise: { pairs: 2, verdict: 2, exact: 2, near: 2 },
      early: { pairs: 2, verdict: 2, exact: 2, near: 2 },
      middle: { pairs: 2, verdict: 2, exact: 2, near: 2 },
      late: { pairs: 2, verdict: 2, exact: 2, near: 2 },
      storm: { pairs: 2, verdict: 2, exact: 2, near: 2 },
      detour: { pairs: 2, verdict: 2, exact: 2, near: 2 },
      edit: { pairs: 2, verdict: 1, exact: 1, near: 1 },
      unrelated: { pairs: 2, verdict: 2, exact: 2, near: 2 },
      unspaced: { pairs: 2, verdict: 2, exact: 2, near: 2 },
      prose: { pairs: 2, verdict: 2, exact: 2, near: 2 },
      strange: { pairs: 2, verdict: 2, exact: 1, near: 2 },
      hoarse: { pairs: 2, verdict: 2, exact: 1, near: 1 },
    });
  });

  it('is this', () => {
    const table = ownPairs().map((pair) => {
      const { verdict, fork, confidence } = locateDivergence(pair.reference, pair.failing);
      const gold = `${pair.verdict} ${pair.fork ?? '–'}`;
      return `${pair.name}: ${gold} | ${verdict} ${fork ?? '–'} | ${confidence}`;
    });
    expect(table).toMatchInlineSnapshot(`
      [
        "noise 1: same – | same – | 0.895",
        "noise 2: same – | same – | 0.896",
        "early 3: diverged 6 | diverged 6 | 0.989",
        "early 4: diverged 8 | diverged 8 | 0.987",
        "middle 5: diverged 16 | diverged 16 | 0.983",
        "middle 6: diverged 23 | diverged 23 | 0.983",
        "late 7: diverged 31 | diverged 31 | 0.982",
        "late 8: diverged 36 | diverged 36 | 0.989",
        "storm 9: diverged 23 | diverged 23 | 0.976",
        "storm 10: diverged 34 | diverged 34 | 0.966",
        "detour 11: reconverged 15 | reconverged 15 | 0.857",
        "detour 12: reconverged 22 | reconverged 22 | 0.982",
        "edit 13: diverged 20 | diverged 20 | 0.913",
        "edit 14: diverged 21 | same – | 0.896",
        "unrelated 15: incomparable – | incomparable – | 0.97",
        "unrelated 16: incomparable – | incomparable – | 0.97",
        "unspaced 17: diverged 15 | diverged 15 | 0.989",
        "unspaced noise 18: same – | same – | 0.9",
        "prose 19: diverged 15 | diverged 15 | 0.989",
        "prose 20: diverged 21 | diverged 21 | 0.989",
        "strange 21: diverged 11 | diverged 10 | 0.989",
        "strange 22: diverged 24 | diverged 24 | 0.985",
        "hoarse 23: diverged 19 | diverged 16 | 0.989",
        "hoarse 24: diverged 29 | diverged 29 | 0.989",
      ]
    `);
  });
});
