import { type PlayRange, playOn, startOf } from '@/lib/replay/playback/play-on';
import { type PlayTimeline, positionOf } from '@/lib/replay/playback/play-timeline';

export interface Tune {
  timeline: PlayTimeline;
  speed: number;
  range: PlayRange;
}

/** The page is told of another event at most so often: events in between are passed over. */
const leastMs = 100;

/**
 * Plays a recording: says when it has come to another event, and when it is over. It knows no page; one that plays may
 * be retuned or set elsewhere at any time.
 */
export class Player {
  #tune: Tune | null = null;
  #position = 0;
  #since = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;
  /** What it told of and nobody has confirmed: the page draws later than it is told. */
  #told: number[] = [];
  #seq = -1;

  constructor(
    private readonly on: { move: (seq: number) => void; end: () => void },
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Begins at an event; at the end of the stretch, or outside of it, where that begins. */
  start(tune: Tune, seq: number): void {
    this.stop();
    this.#tune = tune;
    this.#position = startOf(tune.timeline, seq, tune.range);
    this.#since = this.now();
    this.#seq = seq;
    this.#tick();
  }

  /** Another speed, stretch or timeline: it goes on from where it is. */
  retune(tune: Tune): void {
    if (!this.#tune) return;
    this.#position =
      tune.timeline === this.#tune.timeline
        ? this.position()
        : positionOf(tune.timeline, this.#seq);
    this.#tune = tune;
    this.#since = this.now();
    this.#tick();
  }

  /** The page stands on this event: one that the player did not tell of is somebody's choice, and it goes on there. */
  standOn(seq: number): void {
    const told = this.#told.indexOf(seq);
    if (told >= 0) this.#told.splice(0, told + 1);
    if (!this.#tune || told >= 0 || seq === this.#seq) return;
    this.#position = positionOf(this.#tune.timeline, seq);
    this.#since = this.now();
    this.#seq = seq;
    this.#tick();
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#tune = null;
    this.#told = [];
  }

  /** Where it is by now, between two events as well. */
  position(): number {
    return this.#tune ? this.#reached(this.#tune).position : this.#position;
  }

  #reached({ timeline, speed, range }: Tune) {
    const elapsedMs = this.now() - this.#since;
    return playOn(timeline, this.#position, { elapsedMs, speed, range });
  }

  #tick(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (!this.#tune) return;
    const { position, seq, inMs } = this.#reached(this.#tune);
    this.#position = position;
    this.#since = this.now();
    if (seq !== this.#seq) {
      this.#seq = seq;
      this.#told.push(seq);
      this.on.move(seq);
    }
    if (inMs === null) {
      this.stop();
      this.on.end();
    } else this.#timer = setTimeout(() => this.#tick(), Math.max(leastMs, inMs));
  }
}
