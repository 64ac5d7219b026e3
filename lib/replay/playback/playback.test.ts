import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OutlineRow } from '@/lib/trace/outline';
import { outlineRow as row } from '../outline-row.testing';
import { clocksOf } from './clocks';
import { bucketOf, bucketsWith, densityHues, densityOf } from './density';
import { nextDue, playOn, startOf } from './play-on';
import { eventAt, indexStepMs, playTimeline, positionOf } from './play-timeline';

const at = (...clocks: (number | null)[]): OutlineRow[] =>
  clocks.map((startedAt, seq) => row(seq, { startedAt }));

const day = 1_700_000_000_000;
/** Clocks as files have them: some missing, some going back. */
const outlines = fc
  .array(fc.option(fc.integer({ min: -500_000, max: 500_000 }), { freq: 4 }), { minLength: 1 })
  .map((steps) => {
    let now = day;
    return at(
      ...steps.map((step) => {
        if (step !== null) now += step;
        return step === null ? null : now;
      }),
    );
  });
const shapes = fc.record({
  axis: fc.constantFrom('clock' as const, 'index' as const),
  skipIdle: fc.boolean(),
});

describe('clocks', () => {
  it('are counted from the first one; what has none stands where the one before it does', () => {
    const clocks = clocksOf(at(null, day, null, day + 40, null));
    expect([...(clocks?.offsets ?? [])]).toEqual([0, 0, 0, 40, 40]);
    expect(clocks?.borrowed).toBe(3);
  });

  it('never go back: what is earlier stands where the latest one does, and is counted', () => {
    const clocks = clocksOf(at(day, day + 50, day + 20, day + 60));
    expect([...(clocks?.offsets ?? [])]).toEqual([0, 50, 50, 60]);
    expect(clocks?.backwards).toBe(1);
  });

  it('are read as the end of an event where the events stand in the order of their ends', () => {
    const rows = [
      row(0, { kind: 'model-call', startedAt: day + 10, durationMs: 20 }),
      row(1, { kind: 'tool-call', startedAt: day + 30 }),
      row(2, { kind: 'tool-result', startedAt: day + 30, durationMs: 5 }),
      row(3, { kind: 'span', startedAt: day, durationMs: 50 }),
    ];
    const clocks = clocksOf(rows);
    expect(clocks).toMatchObject({ by: 'end', backwards: 0 });
    expect([...(clocks?.offsets ?? [])]).toEqual([0, 0, 5, 20]);
  });

  it('are none where no event has one', () => {
    expect(clocksOf(at(null, null))).toBeNull();
    expect(clocksOf([])).toBeNull();
  });
});

describe('the timeline of a recording', () => {
  it('plays by index where there is no clock, whatever is wanted', () => {
    const timeline = playTimeline(at(null, null, null), { axis: 'clock', skipIdle: true });
    expect(timeline).toMatchObject({ axis: 'index', clocks: null, span: 2 * indexStepMs });
  });

  it('plays a gap of more than 5 % in a second, and says where and how long it was', () => {
    const rows = at(day, day + 60_000, day + 61_000, day + 100_000, day + 101_000);
    const { at: due, cuts, span } = playTimeline(rows, { axis: 'clock', skipIdle: true });
    expect([...due]).toEqual([0, 1000, 2000, 3000, 4000]);
    expect(span).toBe(4000);
    expect(cuts).toEqual([
      { seq: 1, gapMs: 60_000, shownMs: 1000 },
      { seq: 3, gapMs: 39_000, shownMs: 1000 },
    ]);
  });

  it('measures pauses by the runs, not by the weeks between a run and its branch', () => {
    const weeks = 2_000_000_000;
    const clocks = [0, 4, 8, 12, 60].map((seconds) => day + seconds * 1000);
    const rows = at(...clocks, ...clocks.map((clock) => clock + weeks));
    const { cuts } = playTimeline(rows, { axis: 'clock', skipIdle: true });
    expect(cuts.map(({ seq }) => seq)).toEqual([4, 5, 9]);
  });

  it('leaves pauses of a short run alone', () => {
    const rows = at(day, day + 1900, day + 3800);
    expect(playTimeline(rows, { axis: 'clock', skipIdle: true }).cuts).toEqual([]);
  });

  it('never falls, is as long as its last event, and cuts only what it says', () => {
    fc.assert(
      fc.property(outlines, shapes, (outline, shape) => {
        const timeline = playTimeline(outline, shape);
        const due = [...timeline.at];
        expect(due).toHaveLength(outline.length);
        expect(due[0]).toBe(0);
        expect(due.every((ms, seq) => seq === 0 || ms >= (due[seq - 1] ?? 0))).toBe(true);
        expect(timeline.span).toBe(due.at(-1));
        const lost = timeline.cuts.reduce((sum, { gapMs, shownMs }) => sum + gapMs - shownMs, 0);
        if (timeline.axis === 'clock')
          expect(timeline.span + lost).toBe(timeline.clocks?.offsets.at(-1));
      }),
    );
  });

  it('finds the event of every position: the last one that is due', () => {
    fc.assert(
      fc.property(outlines, shapes, fc.nat(), (outline, shape, wanted) => {
        const timeline = playTimeline(outline, shape);
        const seq = wanted % outline.length;
        const position = positionOf(timeline, seq);
        const found = eventAt(timeline, position);
        expect(found).toBeGreaterThanOrEqual(seq);
        expect(positionOf(timeline, found)).toBe(position);
        expect(positionOf(timeline, found + 1) > position || found === outline.length - 1).toBe(
          true,
        );
      }),
    );
  });
});

describe('playing', () => {
  const whole = { from: 0, to: Number.POSITIVE_INFINITY, loop: false };

  it('keeps the distances: at speed s two events are their recorded distance / s apart', () => {
    fc.assert(
      fc.property(outlines, fc.constantFrom(0.5, 1, 2, 32), (outline, speed) => {
        const timeline = playTimeline(outline, { axis: 'clock', skipIdle: false });
        let position = 0;
        let elapsed = 0;
        for (let next = nextDue(timeline, position, speed); next; ) {
          elapsed += next.inMs;
          position = positionOf(timeline, next.seq);
          const recorded = timeline.clocks?.offsets[next.seq] ?? next.seq * indexStepMs;
          expect(elapsed).toBeCloseTo(recorded / speed, 3);
          next = nextDue(timeline, position, speed);
        }
      }),
    );
  });

  it('comes to each event when its time has passed, and stops at the last', () => {
    const timeline = playTimeline(at(day, day + 300, day + 1000), {
      ...{ axis: 'clock', skipIdle: false },
    });
    const on = (position: number, elapsedMs: number, speed = 1) =>
      playOn(timeline, position, { elapsedMs, speed, range: whole });
    expect(on(0, 299)).toMatchObject({ seq: 0, inMs: 1 });
    expect(on(0, 300)).toMatchObject({ seq: 1, inMs: 700 });
    expect(on(0, 150, 2)).toMatchObject({ seq: 1, inMs: 350 });
    expect(on(0, 5000)).toEqual({ position: 1000, seq: 2, inMs: null });
  });

  it('stays in its stretch, however long and fast it plays', () => {
    fc.assert(
      fc.property(
        ...[outlines, shapes, fc.nat(120), fc.nat(120), fc.nat(120)],
        fc.array(fc.integer({ min: 0, max: 10_000_000 }), { maxLength: 20 }),
        fc.boolean(),
        (outline, shape, a, b, here, ticks, loop) => {
          const timeline = playTimeline(outline, shape);
          const range = { from: Math.min(a, b), to: Math.max(a, b), loop };
          const last = outline.length - 1;
          const [from, to] = [Math.min(range.from, last), Math.min(range.to, last)];
          let position = startOf(timeline, here, range);
          for (const elapsedMs of ticks) {
            const next = playOn(timeline, position, { elapsedMs, speed: 4, range });
            expect(next.seq).toBeGreaterThanOrEqual(from);
            expect(next.seq).toBeLessThanOrEqual(to);
            if (!loop) expect(next.position).toBeGreaterThanOrEqual(position);
            if (next.inMs === null) expect(loop).toBe(false);
            position = next.position;
          }
        },
      ),
    );
  });

  it('begins a loop anew, after its last event has stood for a moment', () => {
    const timeline = playTimeline(at(null, null, null, null), { axis: 'index', skipIdle: false });
    const range = { from: 1, to: 2, loop: true };
    const on = (elapsedMs: number) =>
      playOn(timeline, startOf(timeline, 0, range), { elapsedMs, speed: 1, range }).seq;
    expect([0, 499, 500, 999, 1000, 1500, 2000].map(on)).toEqual([1, 1, 2, 2, 1, 2, 1]);
  });
});

describe('density', () => {
  it('counts every event once, with its errors and forks', () => {
    const rows = [
      row(0, { kind: 'message', role: 'user' }),
      row(1, { kind: 'model-call', error: true }),
      row(2, { kind: 'edit' }),
      row(3, { kind: 'tool-call' }),
    ];
    const timeline = playTimeline(rows, { axis: 'index', skipIdle: false });
    const buckets = densityOf(rows, timeline, 2, [3, 99]);
    expect(buckets.map(({ total, errors, forks, first }) => [total, errors, forks, first])).toEqual(
      [
        [2, 1, 0, 0],
        [2, 0, 2, 2],
      ],
    );
    expect(buckets[0]?.hues[densityHues.indexOf('model')]).toBe(1);
    expect(bucketsWith([3, 2, 0, 99], timeline, 2)).toEqual([0, 1]);
  });

  it('loses none and puts them in order', () => {
    fc.assert(
      fc.property(outlines, shapes, fc.integer({ min: 1, max: 300 }), (outline, shape, count) => {
        const timeline = playTimeline(outline, shape);
        const buckets = densityOf(outline, timeline, count);
        expect(buckets.reduce((sum, { total }) => sum + total, 0)).toBe(outline.length);
        const places = outline.map(({ seq }) => bucketOf(timeline, seq, count));
        expect(places).toEqual([...places].sort((a, b) => a - b));
      }),
    );
  });
});
