import type { Step } from './steps';

export interface LanePlan {
  id: string;
  steps: Step[];
  /** The call that began this lane; null for a lane that nobody began. */
  call: string | null;
  /** The call's result waits for the lane's end. */
  awaited: boolean;
}

interface Cursor {
  plan: LanePlan;
  next: number;
  time: number;
}

/** A step in its place among those of all lanes. */
export interface Placed {
  lane: string;
  step: Step;
}

/** Deeper nesting of sub-agents is merged by time alone. */
const deepest = 50;

/**
 * All lanes in one causal order: each lane's own order, a sub-agent after the call that began it (or took it
 * up again) and before that call's result; in between, the lane whose next step is earliest.
 */
export function* mergeLanes(plans: readonly LanePlan[]): Generator<Placed> {
  yield* new Merge(plans).all();
}

class Merge {
  readonly #made: ReadonlySet<string>;
  readonly #emitted = new Set<string>();
  /** Lanes that a call begins or takes up. */
  readonly #waiting = new Map<string, Set<Cursor>>();
  readonly #open = new Set<Cursor>();
  /** In the middle of a step: a ring of lanes that wait for each other must not go round. */
  readonly #busy = new Set<Cursor>();

  constructor(plans: readonly LanePlan[]) {
    this.#made = new Set(plans.flatMap(({ steps }) => steps.flatMap(callsOf)));
    for (const plan of plans) {
      const cursor: Cursor = { plan, next: 0, time: Number.NEGATIVE_INFINITY };
      advance(cursor);
      const calls = new Set(plan.steps.flatMap((step) => this.#gateOf(step) ?? []));
      if (plan.call !== null && this.#made.has(plan.call)) calls.add(plan.call);
      else if (!this.#blocked(cursor)) this.#open.add(cursor);
      for (const call of calls) {
        const others = this.#waiting.get(call);
        if (others) others.add(cursor);
        else this.#waiting.set(call, new Set([cursor]));
      }
    }
  }

  *all(): Generator<Placed> {
    while (this.#open.size > 0) yield* this.#emit(earliest(this.#open), 0);
    // Lanes that wait for each other begin nowhere: they still hold what was recorded.
    for (const cursors of this.#waiting.values())
      for (const cursor of cursors) yield* this.#drain(cursor, null, 0);
  }

  *#emit(cursor: Cursor, depth: number): Generator<Placed> {
    const step = cursor.plan.steps[cursor.next];
    if (!step) {
      this.#open.delete(cursor);
      return;
    }
    this.#busy.add(cursor);
    for (const id of resultsOf(step))
      for (const agent of this.#waiting.get(id) ?? [])
        if (agent.plan.awaited && depth < deepest) yield* this.#drain(agent, id, depth + 1);
    this.#busy.delete(cursor);
    cursor.next += 1;
    advance(cursor);
    yield { lane: cursor.plan.id, step };
    for (const id of callsOf(step)) {
      this.#emitted.add(id);
      for (const agent of this.#waiting.get(id) ?? [])
        if (!this.#blocked(agent)) this.#open.add(agent);
    }
    if (this.#blocked(cursor)) this.#open.delete(cursor);
  }

  /** All steps of a lane up to where another call takes it up. */
  *#drain(cursor: Cursor, call: string | null, depth: number): Generator<Placed> {
    if (this.#busy.has(cursor)) return;
    while (cursor.next < cursor.plan.steps.length) {
      if (call !== null && this.#blocked(cursor)) return;
      yield* this.#emit(cursor, depth);
    }
    this.#open.delete(cursor);
  }

  /** The call that a step waits for: that of the progress row that holds it. */
  #gateOf(step: Step | undefined): string | null {
    const row = step?.rows[0];
    return row?.inner && row.about !== null && this.#made.has(row.about) ? row.about : null;
  }

  #blocked(cursor: Cursor): boolean {
    const gate = this.#gateOf(cursor.plan.steps[cursor.next]);
    return gate !== null && !this.#emitted.has(gate);
  }
}

const callsOf = (step: Step): string[] =>
  step.kind === 'reply' ? step.rows.flatMap((row) => row.calls.map(({ id }) => id)) : [];

const resultsOf = (step: Step): readonly string[] =>
  step.kind === 'user' ? step.rows[0].results : [];

/** The time of the next step; a clock that goes back, or is missing, keeps the lane's last time. */
function advance(cursor: Cursor): void {
  const time = cursor.plan.steps[cursor.next]?.rows[0]?.time ?? null;
  if (time !== null) cursor.time = Math.max(cursor.time, time);
}

function earliest(open: ReadonlySet<Cursor>): Cursor {
  let found: Cursor | undefined;
  for (const cursor of open) if (!found || cursor.time < found.time) found = cursor;
  if (!found) throw new RangeError('No lane is open');
  return found;
}
