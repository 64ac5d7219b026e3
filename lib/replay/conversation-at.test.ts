import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anySteps, builtTrace } from '@/lib/trace/any-trace.testing';
import type { Edit } from '@/lib/trace/conversation';
import type { Outline, OutlineRow } from '@/lib/trace/outline';
import { conversationAt, defaultSide, setupAt } from './conversation-at';

const blank: Omit<OutlineRow, 'seq' | 'saw' | 'said'> = {
  kind: 'model-call',
  type: 'call',
  lane: 'main',
  parent: null,
  name: null,
  call: null,
  startedAt: null,
  durationMs: null,
  inputTokens: null,
  outputTokens: null,
  costUsd: null,
  error: false,
  unfinished: false,
  hash: '',
  setup: null,
  sawFidelity: null,
  saidFidelity: null,
  summary: '',
  role: null,
};
const outlineOf = (edits: { saw?: Edit; said?: Edit; setup?: string }[]): Outline =>
  edits.map(({ saw = null, said = null, setup = null }, seq) => ({
    ...blank,
    seq,
    saw,
    said,
    setup,
  }));
const at = (outline: Outline, seq: number, side: 'before' | 'after') =>
  conversationAt(outline, seq, side)?.map(({ position }) => position);

/** The definition, as slow as it is plain. */
function slow(outline: Outline, seq: number, side: 'before' | 'after'): number[] | null {
  const row = outline[seq];
  if (!row) throw new RangeError();
  const apply = (edit: Edit, isSaid: boolean): number[] => {
    const own = edit.base === seq && isSaid;
    const base =
      edit.base === null ? [] : (slow(outline, edit.base, own ? 'before' : 'after') ?? []);
    return [
      ...base.slice(0, edit.keep),
      ...edit.append.flatMap(([from, to]) =>
        Array.from({ length: to - from }, (_, index) => from + index),
      ),
    ];
  };
  if (side === 'before' && row.saw) return apply(row.saw, false);
  if (side === 'before') return row.said ? apply({ ...row.said, append: [] }, true) : null;
  if (row.said) return apply(row.said, true);
  return row.saw ? apply(row.saw, false) : null;
}

describe('conversationAt', () => {
  it('is what the definition says, at every event and side of any trace', () => {
    fc.assert(
      fc.property(anySteps, (steps) => {
        const { outline } = builtTrace(steps).sink;
        for (const { seq } of outline)
          for (const side of ['before', 'after'] as const)
            expect(at(outline, seq, side) ?? null).toEqual(slow(outline, seq, side));
      }),
    );
  });

  it('goes back to an earlier event, cuts, replaces and switches', () => {
    const outline = outlineOf([
      {
        saw: { base: null, keep: 0, append: [[0, 3]] },
        said: { base: 0, keep: 3, append: [[3, 4]] },
      },
      { saw: { base: 0, keep: 4, append: [[4, 5]] } },
      {
        saw: { base: null, keep: 0, append: [[10, 12]] },
        said: { base: 2, keep: 2, append: [[12, 13]] },
      },
      {
        saw: {
          base: 1,
          keep: 2,
          append: [
            [20, 21],
            [4, 5],
          ],
        },
      },
      { said: { base: 2, keep: 3, append: [] } },
    ]);
    expect(at(outline, 0, 'before')).toEqual([0, 1, 2]);
    expect(at(outline, 0, 'after')).toEqual([0, 1, 2, 3]);
    expect(at(outline, 1, 'after')).toEqual([0, 1, 2, 3, 4]);
    expect(at(outline, 2, 'after')).toEqual([10, 11, 12]);
    expect(at(outline, 3, 'before')).toEqual([0, 1, 20, 4]);
    expect(at(outline, 4, 'before')).toEqual([10, 11, 12]);
  });

  it('says which event brought a message in, and how sure that is', () => {
    const outline = outlineOf([
      {
        saw: { base: null, keep: 0, append: [[0, 1]] },
        said: { base: 0, keep: 1, append: [[1, 2]] },
      },
      { saw: { base: 0, keep: 2, append: [[2, 3]] } },
    ]).map((row) => ({ ...row, sawFidelity: 'exact' as const, saidFidelity: 'derived' as const }));
    expect(conversationAt(outline, 1, 'before')).toEqual([
      { position: 0, seq: 0, fidelity: 'exact' },
      { position: 1, seq: 0, fidelity: 'derived' },
      { position: 2, seq: 1, fidelity: 'exact' },
    ]);
  });

  it('knows no conversation where the trace records none, and refuses a seq that is not there', () => {
    const outline = outlineOf([{}]);
    expect(conversationAt(outline, 0, 'before')).toBeNull();
    for (const seq of [-1, 1, 0.5])
      expect(() => conversationAt(outline, seq, 'after')).toThrow(RangeError);
  });

  it('leaves no gap where an edit keeps more than there is', () => {
    const outline = outlineOf([
      { saw: { base: null, keep: 0, append: [[0, 2]] } },
      { saw: { base: 0, keep: 5, append: [[7, 8]] } },
    ]);
    expect(at(outline, 1, 'before')).toEqual([0, 1, 7]);
  });

  it('folds 100,000 edits without recursion', () => {
    const long = outlineOf(
      Array.from({ length: 100_000 }, (_, seq) => ({
        saw: {
          base: seq === 0 ? null : seq - 1,
          keep: seq,
          append: [[seq, seq + 1]],
        } satisfies Edit,
      })),
    );
    expect(at(long, 99_999, 'before')).toHaveLength(100_000);
  });
});

describe('setupAt and defaultSide', () => {
  it('take the own setup, else that of what the conversation stands on', () => {
    const outline = outlineOf([
      { saw: { base: null, keep: 0, append: [] }, setup: 'one' },
      { said: { base: 0, keep: 0, append: [] } },
      { saw: { base: null, keep: 0, append: [] }, said: { base: 2, keep: 0, append: [] } },
      { saw: { base: 1, keep: 0, append: [] }, said: { base: 3, keep: 0, append: [] } },
    ]);
    expect([0, 1, 2, 3].map((seq) => setupAt(outline, seq))).toEqual(['one', 'one', null, 'one']);
    expect(outline.map(defaultSide)).toEqual(['before', 'after', 'before', 'before']);
  });
});
