import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PlayTimeline } from '@/lib/replay/playback/play-timeline';
import { Player, type Tune } from './player';

const timeline = (...at: number[]): PlayTimeline => ({
  ...{ axis: 'clock', at: Float64Array.from(at), span: at.at(-1) ?? 0, cuts: [], clocks: null },
});
const whole = { from: 0, to: 99, loop: false };
const recorded = timeline(0, 1000, 3000, 3010, 9000);
const tune = (given: Partial<Tune> = {}): Tune => ({
  ...{ timeline: recorded, speed: 1, range: whole },
  ...given,
});

describe('the player', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const begin = () => {
    const moves: number[] = [];
    const end = vi.fn();
    const player = new Player({ move: (seq) => moves.push(seq), end }, () => Date.now());
    return { player, moves, end };
  };

  it('comes to each event in its own time and stops at the last', () => {
    const { player, moves, end } = begin();
    player.start(tune(), 0);
    expect(moves).toEqual([]);
    vi.advanceTimersByTime(999);
    expect(moves).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(moves).toEqual([1]);
    vi.advanceTimersByTime(8000);
    // What is nearer than a tenth of a second is passed over.
    expect(moves).toEqual([1, 2, 3, 4]);
    expect(end).toHaveBeenCalledOnce();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('begins anew where one stands on the end', () => {
    const { player, moves } = begin();
    player.start(tune(), 4);
    expect(moves).toEqual([0]);
  });

  it('takes another speed in the middle of a pause without losing its place', () => {
    const { player, moves } = begin();
    player.start(tune(), 1);
    vi.advanceTimersByTime(1000);
    player.retune(tune({ speed: 4 }));
    vi.advanceTimersByTime(249);
    expect(moves).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(moves).toEqual([2]);
  });

  it('goes on from what somebody chooses meanwhile, not from what the page draws late', () => {
    const { player, moves } = begin();
    player.start(tune(), 0);
    vi.advanceTimersByTime(3000);
    expect(moves).toEqual([1, 2]);
    player.standOn(1);
    vi.advanceTimersByTime(110);
    expect(moves).toEqual([1, 2, 3]);
    player.standOn(0);
    vi.advanceTimersByTime(1000);
    expect(moves).toEqual([1, 2, 3, 1]);
  });

  it('keeps its event where the timeline changes under it', () => {
    const { player, moves } = begin();
    player.start(tune(), 1);
    vi.advanceTimersByTime(1000);
    player.retune(tune({ timeline: timeline(0, 500, 1000, 1500) }));
    vi.advanceTimersByTime(500);
    expect(moves).toEqual([2]);
  });

  it('loops in its stretch until it is stopped', () => {
    const { player, moves, end } = begin();
    player.start(tune({ range: { from: 1, to: 2, loop: true } }), 0);
    vi.advanceTimersByTime(4900);
    player.stop();
    vi.advanceTimersByTime(60_000);
    expect(moves).toEqual([1, 2, 1, 2]);
    expect(end).not.toHaveBeenCalled();
  });
});
