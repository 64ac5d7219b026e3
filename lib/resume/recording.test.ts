import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '@/lib/trace/json';
import { nearestCalls } from './nearest-calls';
import { type RecordedCall, Recording } from './recording';

const recorded = (seq: number, input: Json, lane = 'main', tool = 'search'): RecordedCall => ({
  ...{ seq, lane, tool, input },
  result: { type: 'tool-result', callId: null, output: `out ${seq}` },
});
const ask = (input: Json, tool = 'search') => ({ tool, input });

describe('Recording', () => {
  it('gives each result once, in recorded order; one too many is a miss', () => {
    const recording = new Recording([[recorded(1, { a: 1, b: 2 }), recorded(4, { b: 2, a: 1 })]]);
    expect(recording.take(ask({ b: 2, a: 1 }), 'main')?.call.seq).toBe(1);
    expect(recording.take(ask({ a: 1, b: 2 }), 'main')?.call.seq).toBe(4);
    expect(recording.take(ask({ a: 1, b: 2 }), 'main')).toBeNull();
  });

  it('never gives what is merely similar', () => {
    const recording = new Recording([[recorded(1, { q: 'refund' })]]);
    expect(recording.take(ask({ q: 'refunds' }), 'main')).toBeNull();
    expect(recording.take(ask({ q: 'refund' }, 'Search'), 'main')).toBeNull();
  });

  it('asks its own lane first, then the others, then up the lineage', () => {
    const recording = new Recording([[recorded(5, 1, 'side'), recorded(7, 1)], [recorded(3, 1)]]);
    const taken = [1, 2, 3, 4].map(() => recording.take(ask(1), 'main')?.call.seq ?? null);
    expect(taken).toEqual([7, 5, 3, null]);
  });

  it('is first in, first out per call, whatever else is asked between', () => {
    const inputs = fc.array(fc.nat(3), { maxLength: 20 });
    fc.assert(
      fc.property(inputs, inputs, (had, asked) => {
        const recording = new Recording([had.map((input, seq) => recorded(seq, input))]);
        const given = asked.map((input) => recording.take(ask(input), 'main')?.call.seq ?? null);
        for (const input of [0, 1, 2, 3]) {
          const expected = had.flatMap((one, seq) => (one === input ? [seq] : []));
          const got = given.filter((_, at) => asked[at] === input);
          expect(got).toEqual(got.map((_, at) => expected[at] ?? null));
        }
      }),
    );
  });
});

describe('nearestCalls', () => {
  it('offers the same tool only, the most alike first', () => {
    const near = nearestCalls(ask({ q: 'refund policy', n: 3 }), [
      recorded(1, { q: 'weather' }),
      recorded(2, { q: 'refund rules', n: 3 }),
      recorded(3, { q: 'refund policy', n: 3 }, 'main', 'other'),
    ]);
    expect(near.map(({ seq }) => seq)).toEqual([2, 1]);
  });
});

describe('a long recording', () => {
  it('is taken from in time that grows with its length only', () => {
    const many = 100_000;
    const alike = Array.from({ length: many }, (_, seq) => recorded(seq, { q: seq % 7, at: seq }));
    const recording = new Recording([alike]);
    const began = performance.now();
    for (let seq = 0; seq < many; seq += 1) {
      if (recording.next('side')?.seq !== seq) throw new Error(`Not ${seq}`);
      const options = seq % 2 === 0 ? {} : { ignore: ['at'] };
      if (!recording.take(ask({ q: seq % 7, at: seq }), 'main', options)) throw new Error('A miss');
    }
    expect(recording.next('main')).toBeNull();
    expect(performance.now() - began).toBeLessThan(5000);
  });
});
