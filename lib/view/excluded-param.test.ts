import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatExcluded, parseExcluded } from './excluded-param';

describe('events that are left out, in the address', () => {
  it('come back as they went in', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 5000 }), { maxLength: 120 }), (seqs) => {
        const text = formatExcluded(seqs);
        fc.pre(text !== null);
        expect(parseExcluded(text, 5001)).toEqual([...new Set(seqs)].sort((a, b) => a - b));
      }),
    );
  });

  it('are read as ranges with both ends', () => {
    expect(parseExcluded('12,15-18', 100)).toEqual([12, 15, 16, 17, 18]);
    expect(parseExcluded('', 100)).toEqual([]);
    expect(parseExcluded('3,1-3,2', 100)).toEqual([1, 2, 3]);
    expect(parseExcluded('4-6,1-2,5-8,7,2-3', 100)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(formatExcluded([18, 12, 16, 15, 17])).toBe('12,15-18');
    expect(formatExcluded([])).toBe('');
  });

  it('cost no more than what the trace holds', () => {
    expect(parseExcluded('0-999999999', 5)).toEqual([0, 1, 2, 3, 4]);
    expect(parseExcluded('5-2', 10)).toEqual([]);
    expect(parseExcluded('7', 7)).toEqual([]);
    const began = performance.now();
    const overlapping = Array(250).fill('0-99999');
    expect(parseExcluded(overlapping.join(','), 100_000)).toHaveLength(100_000);
    expect(performance.now() - began).toBeLessThan(200);
  });

  it('are null for anything else', () => {
    for (const text of ['a', '1,', '-3', '1-2-3', '1 2', '１', '1.5', '1'.repeat(10)])
      expect(parseExcluded(text, 100), text).toBeNull();
    expect(parseExcluded(Array(500).fill('1').join(','), 100)).toBeNull();
    expect(parseExcluded('1,'.repeat(1500).slice(0, -1), 100)).toBeNull();
    expect(formatExcluded(Array.from({ length: 900 }, (_, at) => at * 2))).toBeNull();
  });
});
