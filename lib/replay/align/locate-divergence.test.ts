import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { locateDivergence } from './locate-divergence';
import { noisy, type OwnPair, ownPairs, ownRun } from './own-pairs.testing';
import type { Step } from './step';

const pairs = ownPairs();
const anyPair = fc.constantFrom(...pairs);
const anyStep: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('agent', 'tool', 'other'),
  name: fc.constantFrom('baker', 'till', ''),
  text: fc.string({ unit: 'grapheme', maxLength: 60 }),
});
const anyRun = fc.array(anyStep, { maxLength: 25 });
const judge = ({ reference, failing }: Pick<OwnPair, 'reference' | 'failing'>) => {
  const { verdict, fork } = locateDivergence(reference, failing);
  return { verdict, fork };
};

describe('the place where two runs part', () => {
  it('is nowhere between a run and itself', () => {
    fc.assert(
      fc.property(anyRun, (run) => {
        const copy = run.map((step) => ({ ...step }));
        expect(locateDivergence(run, copy)).toMatchObject({ verdict: 'same', fork: null });
      }),
      { numRuns: 50 },
    );
  });

  it('is a step of the failing run, or none; whatever the runs hold', () => {
    fc.assert(
      fc.property(anyRun, anyRun, (reference, failing) => {
        const found = locateDivergence(reference, failing);
        expect(found.confidence).toBeGreaterThanOrEqual(0);
        expect(found.confidence).toBeLessThanOrEqual(1);
        expect(found.reason).toMatch(/\.$/);
        const hasFork = found.verdict === 'diverged' || found.verdict === 'reconverged';
        expect(found.fork !== null).toBe(hasFork);
        if (found.fork !== null) expect(failing[found.fork]).toBeDefined();
        for (const side of ['reference', 'failing'] as const) {
          const steps = found.pairs.map((pair) => pair[side]);
          expect(new Set(steps).size).toBe(steps.length);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('comes out in the same bytes on every run', () => {
    for (const { reference, failing } of pairs.slice(0, 8))
      expect(JSON.stringify(locateDivergence(reference, failing))).toBe(
        JSON.stringify(locateDivergence(structuredClone(reference), structuredClone(failing))),
      );
  });

  it('keeps its verdict when a step is tried once more', () => {
    fc.assert(
      fc.property(anyPair, fc.nat(), (pair, place) => {
        const before = judge(pair);
        const at = place % pair.failing.length;
        const retry = pair.failing[at];
        if (!retry) return;
        const failing = pair.failing.toSpliced(at, 0, retry);
        const fork = before.fork === null ? null : before.fork + (at < before.fork ? 1 : 0);
        const after = judge({ ...pair, failing });
        expect(after.verdict, `${pair.name} at ${at}`).toBe(before.verdict);
        // A repeat of the first step off course cannot be told from that step.
        if (at !== before.fork) expect(after.fork, `${pair.name} at ${at}`).toBe(fork);
      }),
      { numRuns: 60 },
    );
  });

  it('does not move when ids and times are others', () => {
    const stamped = (steps: readonly Step[], seed: number) =>
      steps.map((step, at) => {
        const id = ((seed + 1) * 7919 + at * 104_729).toString(36).padStart(9, 'z9');
        const time = new Date(1.7e12 + seed * 8.64e7 + at * 61_000).toISOString();
        return { ...step, text: `${time} span=${id} ${step.text}` };
      });
    for (const pair of pairs) {
      const stampedBy = (seed: number) =>
        judge({ reference: stamped(pair.reference, 1), failing: stamped(pair.failing, seed) });
      expect(stampedBy(3), pair.name).toEqual(stampedBy(2));
      expect(stampedBy(4), pair.name).toEqual(stampedBy(2));
    }
  });

  it('says the same verdict whichever run comes first', () => {
    for (const { name, reference, failing } of pairs)
      expect(locateDivergence(failing, reference).verdict, name).toBe(
        locateDivergence(reference, failing).verdict,
      );
  });

  it('is nowhere, or not to be told, in runs of no step or one', () => {
    const one = ownRun(94, 1);
    const run = ownRun(94, 12);
    expect(judge({ reference: [], failing: [] })).toEqual({ verdict: 'same', fork: null });
    expect(judge({ reference: one, failing: one })).toEqual({ verdict: 'same', fork: null });
    const apart: [Step[], Step[]][] = [
      [[], run],
      [run, []],
      [one, []],
      [[], one],
      [ownRun(95, 1), one],
    ];
    for (const [reference, failing] of apart)
      expect(judge({ reference, failing })).toEqual({ verdict: 'incomparable', fork: null });
    expect(() => locateDivergence(one, run)).not.toThrow();
    expect(() => locateDivergence(run, one)).not.toThrow();
  });

  it('keeps its verdict when neighbours come in the other order', () => {
    fc.assert(
      fc.property(anyPair, fc.nat(), (pair, place) => {
        const before = judge(pair);
        const at = place % (pair.failing.length - 1);
        const [first, second] = [pair.failing[at], pair.failing[at + 1]];
        if (!first || !second) return;
        const failing = pair.failing.toSpliced(at, 2, second, first);
        expect(judge({ ...pair, failing }).verdict, `${pair.name} at ${at}`).toBe(before.verdict);
      }),
      { numRuns: 60 },
    );
  });

  it('says the same whatever the order of keys and the sign between thousands', () => {
    const told = (steps: readonly Step[], write: (at: number, text: string) => string) =>
      steps.map((step, at) => ({ ...step, text: write(at, step.text) }));
    const plain = (at: number, text: string) => `{"loaves": ${at + 1000}, "said": "${text}"}`;
    const other = (at: number, text: string) =>
      `{"said": "${text}", "loaves": "1,${String(at).padStart(3, '0')}"}`;
    for (const pair of pairs) {
      const reference = told(pair.reference, plain);
      expect(judge({ reference, failing: told(pair.failing, other) }), pair.name).toEqual(
        judge({ reference, failing: told(pair.failing, plain) }),
      );
    }
  });

  it('is told with where the runs left, came back, and what was absorbed', () => {
    const reference = ownRun(90, 30);
    const retry = reference[4];
    if (!retry) throw new Error('The run is too short');
    const block = ownRun(91, 12).slice(6);
    const failing = [...reference.slice(0, 12), ...block, ...reference.slice(18)];
    const found = locateDivergence(reference, failing.toSpliced(5, 0, retry, retry));
    expect(found).toMatchObject({
      verdict: 'reconverged',
      fork: 14,
      left: { reference: 12, failing: 14 },
      rejoined: { reference: 18, failing: 20 },
      coarse: false,
    });
    expect(found.absorbed).toHaveLength(2);
  });

  it('pairs neighbours in the other order as moved', () => {
    const reference = ownRun(92, 20);
    const [ninth, tenth] = [reference[9], reference[10]];
    if (!ninth || !tenth) throw new Error('The run is too short');
    const found = locateDivergence(reference, reference.toSpliced(9, 2, tenth, ninth));
    expect(found.verdict).toBe('same');
    expect(found.pairs.filter((pair) => pair.moved)).toEqual([
      { reference: 9, failing: 10, moved: true },
      { reference: 10, failing: 9, moved: true },
    ]);
  });

  it('names the value that is another one', () => {
    const say = (flag: string) =>
      ownRun(93, 16).map((step, at) =>
        at === 9 ? { ...step, text: `${step.text} ok: ${flag}` } : step,
      );
    expect(locateDivergence(say('true'), say('false'))).toMatchObject({
      verdict: 'diverged',
      fork: 9,
      edit: { reference: 9, failing: 9, from: 'true', to: 'false' },
    });
  });
});

describe('long runs', () => {
  const long = (seed: number, length: number) => ownRun(seed, length);

  it('of a thousand steps stay right', () => {
    const reference = long(70, 1000);
    expect(judge({ reference, failing: noisy(reference, 70).steps })).toEqual({
      verdict: 'same',
      fork: null,
    });
    const parting = [...reference.slice(0, 900), ...long(71, 100)];
    const failing = noisy(parting, 72, 900);
    expect(judge({ reference, failing: failing.steps })).toEqual({
      verdict: 'diverged',
      fork: failing.at,
    });
    const other = noisy(
      [...reference.slice(0, 400), ...long(73, 40), ...reference.slice(440)],
      74,
      400,
    );
    expect(judge({ reference, failing: other.steps })).toEqual({
      verdict: 'reconverged',
      fork: other.at,
    });
  });

  it('of five thousand steps are looked at in a band', () => {
    const reference = long(80, 5000);
    const failing = noisy([...reference.slice(0, 4990), ...long(81, 30)], 82, 4990);
    expect(judge({ reference, failing: failing.steps })).toEqual({
      verdict: 'diverged',
      fork: failing.at,
    });
  });

  it('that have nothing in common are looked at coarsely, and said to be', () => {
    const found = locateDivergence(long(83, 4000), long(84, 4000));
    expect(found).toMatchObject({ verdict: 'incomparable', coarse: true });
    expect(found.reason).toContain('too long to look at every pair');
  });
});
