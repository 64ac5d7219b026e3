import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OutlineRow } from '@/lib/trace/outline';
import type { RunBlock } from './blocks-of';
import type { ComparedRun } from './compared-run';
import { diffRuns } from './diff-runs';

interface Step {
  kind?: OutlineRow['kind'];
  name?: string;
  text: string;
  reasoning?: string;
}

/** Events whose hash is what they say. */
function run(steps: readonly Step[]): ComparedRun {
  const outline = steps.map(
    ({ kind = 'tool-call', name = 'search', text, reasoning = '' }, seq): OutlineRow => ({
      ...{ seq, kind, type: kind, lane: 'main', parent: null, name, role: null, call: null },
      ...{ startedAt: seq * 1000, durationMs: 500, inputTokens: 10, outputTokens: 1 },
      ...{ costUsd: null, error: false, unfinished: false, hash: `${kind} ${text} ${reasoning}` },
      ...{ setup: null, saw: null, said: null, sawFidelity: null, saidFidelity: null },
      summary: text.slice(0, 100),
    }),
  );
  return {
    outline,
    textOf: (seq) => ({ content: steps[seq]?.text ?? '', reasoning: steps[seq]?.reasoning ?? '' }),
  };
}

const words =
  'river lantern copper orchard signal harbour violin meadow anchor thimble cinder walnut pepper glacier button saddle ribbon canyon feather mirror ladder velvet magnet puzzle basket compass kettle fossil gravel hammock'.split(
    ' ',
  );
/** Fifteen words that belong to one letter. */
const say = (letter: string): string =>
  Array.from({ length: 15 }, (_, at) => {
    const code = letter.charCodeAt(0) * 31 + at * 17;
    return `${words[code % words.length]}${letter}${at % 5}`;
  }).join(' ');
const steps = (letters: string): Step[] => [...letters].map((letter) => ({ text: say(letter) }));
const shape = (blocks: readonly RunBlock[]): string[] =>
  blocks.map(({ state, a, aEnd, b, bEnd }) => `${state} ${a}-${aEnd} ${b}-${bEnd}`);

describe('diffRuns', () => {
  it('finds where two runs part for good, and absorbs a retry before', () => {
    const diff = diffRuns(run(steps('abcdefgh')), run(steps('abbcdXYZ')));
    expect(diff).toMatchObject({ verdict: 'diverged', fork: { a: 4, b: 5 } });
    expect(diff.counts).toMatchObject({ same: 4, absorbed: 1 });
    expect(diff.firstDifference?.b).toBeLessThan(3);
    expect(diff.metrics.b.before).toMatchObject({ events: 5, inputTokens: 50, wallMs: 4500 });
    expect(diff.metrics.b.after.tools).toEqual([['search', 3]]);
  });

  it('changes no verdict for one inserted retry', () => {
    const before = diffRuns(run(steps('abcdefgh')), run(steps('abcdefgh')));
    expect(before.verdict).toBe('identical');
    for (let at = 0; at < 8; at += 1) {
      const again = 'abcdefgh'.slice(0, at + 1) + 'abcdefgh'.slice(at);
      const diff = diffRuns(run(steps('abcdefgh')), run(steps(again)));
      expect(diff).toMatchObject({ verdict: 'same', fork: null });
      expect(diff.counts).toMatchObject({ same: 8, absorbed: 1, left: 0, right: 0, changed: 0 });
    }
  });

  it('shows parallel calls in another order as moves only', () => {
    const order = (names: string): Step[] => [
      ...steps('abcd'),
      ...[...names].map((name): Step => ({ name: 'weather', text: `{"day":"${name}"}` })),
      ...[...names].map(
        (name): Step => ({ kind: 'tool-result', name: 'weather', text: `Rain on ${name}` }),
      ),
      ...steps('efgh'),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray([...'1234'], { minLength: 4 }), (names) => {
        const diff = diffRuns(run(order('1234')), run(order(names.join(''))));
        const { same, moved, ...others } = diff.counts;
        expect(same + moved).toBe(16);
        expect(Object.values(others).every((count) => count === 0)).toBe(true);
        expect(['identical', 'same']).toContain(diff.verdict);
        expect(diff.contentIdentical).toBe(moved === 0);
      }),
    );
  });

  it('abstains where two runs have nothing in common, and never behind a shared past', () => {
    const strange = diffRuns(run(steps('abcdef')), run(steps('uvwxyz')));
    expect(strange).toMatchObject({ verdict: 'incomparable', fork: null, contentIdentical: false });
    const branch = diffRuns(run(steps('abcdef')), run(steps('abuvwx')), { sharedPrefix: 2 });
    expect(branch).toMatchObject({ verdict: 'diverged', fork: { a: 2, b: 2 } });
    const ended = diffRuns(run(steps('abcdef')), run(steps('ab')), { sharedPrefix: 2 });
    expect(ended).toMatchObject({ verdict: 'diverged', fork: { a: 2, b: 2 }, confidence: 1 });
    expect(ended.reason).toContain('ends');
  });

  it("keeps a branch's own edit apart", () => {
    const branch = [
      ...steps('ab'),
      { kind: 'edit', text: 'said otherwise' } as const,
      ...steps('c'),
    ];
    const diff = diffRuns(run(steps('abc')), run(branch), { sharedPrefix: 2 });
    expect(shape(diff.blocks)).toEqual(['same 0-2 0-2', 'edit 2-2 2-3', 'same 2-3 3-4']);
    expect(diff).toMatchObject({ verdict: 'identical', contentIdentical: true });
  });

  it('finds the one value that was changed', () => {
    const text = (price: string) =>
      `The order of the copper lantern costs ${price} euros and arrives on Monday at the harbour`;
    const middle = (price: string): Step[] => [
      ...steps('abcd'),
      { name: 'order', text: text(price) },
      ...steps('efgh'),
    ];
    const diff = diffRuns(run(middle('40')), run(middle('95')));
    expect(diff).toMatchObject({
      ...{ verdict: 'diverged', fork: { a: 4, b: 4 } },
      editedValue: { a: 4, b: 4, from: '40', to: '95' },
    });
    expect(diff.counts).toMatchObject({ same: 8, changed: 1 });
  });

  it('shows what left and came back, and nothing of it as absorbed', () => {
    const diff = diffRuns(run(steps('abcdefghijkl')), run(steps('abcUVWXYghijkl')));
    expect(diff).toMatchObject({ verdict: 'reconverged', fork: { a: 3, b: 3 } });
    expect(diff.rejoined).toEqual({ a: 6, b: 8 });
    expect(diff.counts).toMatchObject({ same: 9, absorbed: 0 });
  });

  it('ignores what it is told to, and counts it', () => {
    const stamped = (id: string, time: string, thought: string): Step[] => [
      ...steps('abc'),
      { text: `${say('x')} job ${id}  at ${time}`, reasoning: thought },
      ...steps('def'),
    ];
    const a = run(stamped('job-7f3a91c2', '2026-11-21T08:00:01Z', 'I think'));
    const b = run(stamped('job-00b1e8d4', '2026-11-22T09:30:00Z', 'I wonder'));
    expect(diffRuns(a, b).counts).toMatchObject({ changed: 1, ignored: 0 });
    expect(diffRuns(a, b, { ignore: ['ids', 'times'] }).counts).toMatchObject({ changed: 1 });
    const equal = diffRuns(a, b, { ignore: ['ids', 'times', 'reasoning'] });
    expect(equal.counts).toMatchObject({ same: 7, changed: 0, ignored: 1 });
    expect(equal.contentIdentical).toBe(false);
  });

  it.each([
    ['at the end', (long: Step[]) => [...long.slice(0, 2990), ...steps('UVWXYZabcd')]],
    ['in the middle', (long: Step[]) => [...long.slice(0, 1500), ...long.slice(1500).reverse()]],
    [
      'after a retry',
      (long: Step[]) => [...long.slice(0, 9), ...long.slice(8, 2500), ...steps('UVWXYZ')],
    ],
  ])('finds the fork of long runs %s', (_, change) => {
    const long = Array.from(
      { length: 3000 },
      (_, at): Step => ({
        text: Array.from(
          { length: 12 },
          (_, word) => `${words[(at * 7 + word * word * 3) % 30]}${(at * (word + 1)) % 97}`,
        ).join(' '),
      }),
    );
    const other = change(long);
    const diff = diffRuns(run(long), run(other));
    const first = other.findIndex((step, at) => step.text !== long[at]?.text);
    const retry = first < 20 ? 1 : 0;
    expect(diff.verdict).toBe('diverged');
    expect(Math.abs((diff.fork?.b ?? 0) - (retry ? 2501 : first))).toBeLessThanOrEqual(1);
    expect(diff.counts.absorbed).toBe(retry);
  });

  const letters = fc.string({ unit: fc.constantFrom(...'abcdefgh'), maxLength: 40 });

  it('finds a run equal to itself', () => {
    fc.assert(
      fc.property(letters, (x) => {
        const diff = diffRuns(run(steps(x)), run(steps(x)));
        expect(diff).toMatchObject({ verdict: 'identical', fork: null, confidence: 1 });
        expect(diff.counts.same).toBe(x.length);
      }),
    );
  });

  it('has every row of both sides in one block, and pairs of equal rows only as same or moved', () => {
    fc.assert(
      fc.property(letters, letters, (x, y) => {
        const [a, b] = [run(steps(x)), run(steps(y))];
        const { blocks } = diffRuns(a, b);
        const [left, right] = [new Set<number>(), new Set<number>()];
        for (const block of blocks) {
          for (let at = block.a; at < block.aEnd; at += 1) left.add(at);
          for (let at = block.b; at < block.bEnd; at += 1) right.add(at);
          if (block.state === 'same')
            expect(x.slice(block.a, block.aEnd)).toBe(y.slice(block.b, block.bEnd));
        }
        const rows = blocks.reduce((sum, { a, aEnd, b, bEnd }) => sum + (aEnd - a) + (bEnd - b), 0);
        expect([left.size, right.size, rows]).toEqual([x.length, y.length, x.length + y.length]);
      }),
    );
  });

  it('answers the other way round when the sides are swapped', () => {
    fc.assert(
      fc.property(letters, letters, (x, y) => {
        const there = diffRuns(run(steps(x)), run(steps(y)));
        const back = diffRuns(run(steps(y)), run(steps(x)));
        expect(back.verdict).toBe(there.verdict);
        expect(back.confidence).toBe(there.confidence);
        expect(back.fork).toEqual(there.fork && { a: there.fork.b, b: there.fork.a });
        const { left, right, ...counts } = there.counts;
        expect(back.counts).toEqual({ ...counts, left: right, right: left });
      }),
    );
  });

  it('looks at no id and no clock', () => {
    const plain = run(steps('abcdeXY'));
    const other = run(steps('abcdefg'));
    const shifted: ComparedRun = {
      ...other,
      outline: other.outline.map((row) => ({ ...row, startedAt: 5, lane: 'x', type: 'y' })),
    };
    expect(diffRuns(plain, shifted).blocks).toEqual(diffRuns(plain, other).blocks);
  });
});
