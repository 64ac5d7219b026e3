import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlayTimeline } from '@/lib/replay/playback/play-timeline';
import { placeAt, placeOf, rangeValue, seqAtPlace, seqOfRange } from './scrub-place';

const timelines = fc
  .record({
    axis: fc.constantFrom('clock' as const, 'index' as const),
    gaps: fc.array(fc.integer({ min: 1, max: 10_000 }), { maxLength: 60 }),
  })
  .map(({ axis, gaps }): PlayTimeline => {
    let sum = 0;
    const at = Float64Array.from([0, ...gaps.map((gap) => (sum += axis === 'index' ? 500 : gap))]);
    return { axis, at, span: sum, cuts: [], clocks: null };
  });

describe('places on the strip', () => {
  it('lead back to their event, by pointer and by value', () => {
    fc.assert(
      fc.property(timelines, (timeline) => {
        timeline.at.forEach((position, seq) => {
          expect(seqAtPlace(timeline, placeOf(timeline, seq))).toBe(seq);
          expect(seqOfRange(timeline, rangeValue(timeline, seq))).toBe(seq);
          expect(placeAt(timeline, position)).toBeCloseTo(placeOf(timeline, seq), 9);
        });
      }),
    );
  });

  it('never leave the recording', () => {
    fc.assert(
      fc.property(timelines, fc.double({ min: -2, max: 2, noNaN: true }), (timeline, place) => {
        const seq = seqAtPlace(timeline, place);
        expect(seq).toBeGreaterThanOrEqual(0);
        expect(seq).toBeLessThan(timeline.at.length);
      }),
    );
  });
});
