import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rangesSchema } from '@/lib/api/body-contract';
import { requestsFor } from './use-fork-bodies';

it('asks for every position once, in requests that the server takes', () => {
  const places = fc.uniqueArray(fc.integer({ min: 0, max: 9000 }), { maxLength: 400 });
  const blocks = fc
    .tuple(fc.integer({ min: 0, max: 9000 }), fc.integer({ min: 1, max: 6000 }))
    .map(([from, count]) => Array.from({ length: count }, (_, at) => from + at));
  fc.assert(
    fc.property(fc.oneof(places, blocks), (positions) => {
      const asked = requestsFor(positions).map((request) => {
        expect(rangesSchema.safeParse(request).success).toBe(true);
        return request.split(',').flatMap((range) => {
          const [from = 0, to = 0] = range.split('-').map(Number);
          return Array.from({ length: to - from }, (_, at) => from + at);
        });
      });
      expect(Math.max(0, ...asked.map(({ length }) => length))).toBeLessThanOrEqual(2000);
      expect(asked.flat()).toEqual(positions.toSorted((a, b) => a - b));
    }),
    { numRuns: 50 },
  );
});
