import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OutlineRow } from '@/lib/trace/outline';
import { diffByType } from './diff-by-type';
import { type Block, diffOutlines } from './diff-outlines';

const row = (seq: number, letter: string, kind: OutlineRow['kind'] = 'log'): OutlineRow => ({
  seq,
  kind,
  type: letter,
  lane: 'main',
  parent: null,
  name: letter,
  role: null,
  call: null,
  startedAt: null,
  durationMs: null,
  inputTokens: null,
  outputTokens: null,
  costUsd: null,
  error: false,
  unfinished: false,
  hash: letter,
  setup: null,
  saw: null,
  said: null,
  sawFidelity: null,
  saidFidelity: null,
  summary: letter,
});
const run = (letters: string): OutlineRow[] => [...letters].map((letter, seq) => row(seq, letter));
const shape = (blocks: Block[]): string[] =>
  blocks.map(({ state, a, aEnd, b, bEnd }) => `${state} ${a}-${aEnd} ${b}-${bEnd}`);

describe('diffOutlines', () => {
  it('finds one inserted retry and nothing else', () => {
    const { blocks, divergedAt } = diffOutlines(run('abcdef'), run('abxcdef'));
    expect(shape(blocks)).toEqual(['same 0-2 0-2', 'right 2-2 2-3', 'same 2-6 3-7']);
    expect(divergedAt).toEqual({ a: 2, b: 2 });
  });

  it('pairs rows of the same kind and name that differ', () => {
    const left = [row(0, 'a'), { ...row(1, 'x', 'tool-call'), name: 'search' }, row(2, 'b')];
    const right = [row(0, 'a'), { ...row(1, 'y', 'tool-call'), name: 'search' }, row(2, 'b')];
    expect(shape(diffOutlines(left, right).blocks)).toEqual([
      'same 0-1 0-1',
      'changed 1-2 1-2',
      'same 2-3 2-3',
    ]);
  });

  it('keeps the edit of a branch apart from the divergence', () => {
    const branch = [...run('ab'), row(2, 'e', 'edit'), row(3, 'c')];
    const diff = diffOutlines(run('abc'), branch, 2);
    expect(shape(diff.blocks)).toEqual(['same 0-2 0-2', 'edit 2-2 2-3', 'same 2-3 3-4']);
    expect(diff.contentIdentical).toBe(true);
  });

  const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), maxLength: 60 });

  it('covers every row once, in order, and pairs equal hashes only as same', () => {
    fc.assert(
      fc.property(letters, letters, (x, y) => {
        const [a, b] = [run(x), run(y)];
        let [aAt, bAt] = [0, 0];
        for (const block of diffOutlines(a, b).blocks) {
          expect([block.a, block.b]).toEqual([aAt, bAt]);
          if (block.state === 'same')
            expect(a.slice(block.a, block.aEnd).map(({ hash }) => hash)).toEqual(
              b.slice(block.b, block.bEnd).map(({ hash }) => hash),
            );
          aAt = block.aEnd;
          bAt = block.bEnd;
        }
        expect([aAt, bAt]).toEqual([a.length, b.length]);
      }),
    );
  });

  it('finds a trace equal to itself', () => {
    fc.assert(
      fc.property(letters, (x) => {
        const diff = diffOutlines(run(x), run(x));
        expect(diff.contentIdentical).toBe(true);
        expect(diff.counts).toEqual({ same: x.length, changed: 0, left: 0, right: 0, edit: 0 });
      }),
    );
  });

  it('answers the other way round when the sides are swapped', () => {
    fc.assert(
      fc.property(letters, letters, (x, y) => {
        const there = diffOutlines(run(x), run(y));
        const back = diffOutlines(run(y), run(x));
        expect(back.counts).toEqual({
          ...there.counts,
          left: there.counts.right,
          right: there.counts.left,
        });
        expect(back.divergedAt).toEqual(
          there.divergedAt && { a: there.divergedAt.b, b: there.divergedAt.a },
        );
      }),
    );
  });

  it('gives up exactness, not an answer, where two long runs share next to nothing', () => {
    const noise = (seed: number): OutlineRow[] =>
      Array.from({ length: 6000 }, (_, seq) => row(seq, `${(seq * seed) % 7}`));
    const diff = diffOutlines(noise(3), noise(5));
    expect(diff.coarse).toBe(true);
    expect(diff.blocks.at(-1)).toMatchObject({ aEnd: 6000, bEnd: 6000 });
  });
});

describe('diffByType', () => {
  it('counts as the seed system does', () => {
    expect(diffByType(run('abxd'), run('abcde'))).toEqual({
      matched: 2,
      divergedAt: 2,
      typeMismatches: 1,
      onlyInLeft: 0,
      onlyInRight: 1,
      identical: false,
    });
  });
});
