import type { ValueSpan } from '../source/boundary-scan';
import { actorOf, callIdOf, outputOf, type readEvent, type ShipitEvent, toolOf } from './payload';
import { answerTo, type Call, type Entry, mainLane, type Plan, type Step } from './step';

interface LaneState {
  step: Step | null;
  steps: Step[];
  open: Call[];
  /** Calls that the model went on without. */
  late: Call[];
  /** Open calls of a run that broke off: a new run forgets them, a step without one goes on from them. */
  broken: Call[];
}

const parts =
  /^(?:reasoning_(?:started|completed|delta)|(?:text|content|answer|llm)_delta|tool_input_delta)$/;
/** The runtime writes these once the reply is there, before its calls. */
const replied = new Set(['tool_group_started', 'agent_decision']);
const ends = new Set(['run_completed', 'run_failed', 'run_cancelled', 'subagent_completed']);

/** Tells which events make up one model call and which result answers which call, in one pass. */
class Planner {
  readonly #entries: Entry[] = [];
  readonly #told = new Map<number, Step[]>();
  readonly #calls = new Map<number, Call>();
  readonly #absorbed = new Set<number>();
  readonly #lanes = new Map<string, LaneState>();
  #running = mainLane;
  #timed = false;

  unreadable(span: ValueSpan, reason: string): void {
    this.#entries.push({ span, type: null, lane: this.#running, reason });
  }

  add(span: ValueSpan, event: ShipitEvent): void {
    const at = this.#entries.length;
    const lane = actorOf(event) ?? this.#running;
    this.#entries.push({ span, type: event.type, lane, reason: null });
    if (event.at !== null) this.#timed = true;
    const state = this.#laneState(lane);
    if (event.type === 'run_started' || event.type === 'subagent_started') {
      if (event.type === 'run_started') this.#running = lane;
      this.#endRun(state, at, event.at, false);
      state.broken = [];
    } else if (event.type === 'step_started') this.#beginStep(state, at, lane, event);
    else if (event.type === 'llm_retry') {
      if (state.step?.end === null) state.step.retry = at;
    } else if (parts.test(event.type)) {
      if (state.step?.end === null) {
        state.step.absorbed.push(at);
        this.#absorbed.add(at);
      }
    } else if (replied.has(event.type)) {
      if (state.step) this.#tell(state.step, at, event.at, 'reply');
    } else if (event.type === 'tool_called') this.#call(state, at, lane, event);
    else if (event.type === 'tool_completed' || event.type === 'tool_failed')
      this.#answer(state, at, lane, event);
    else if (ends.has(event.type) || event.type === 'final_answer')
      this.#answerRun(state, at, event);
  }

  finish(): Plan {
    const at = this.#entries.length;
    for (const { step } of this.#lanes.values())
      if (step?.end === null) this.#tell(step, at, null, 'eof');
    return {
      entries: this.#entries,
      told: this.#told,
      calls: this.#calls,
      absorbed: this.#absorbed,
      timed: this.#timed,
    };
  }

  #laneState(lane: string): LaneState {
    let state = this.#lanes.get(lane);
    if (!state) {
      state = { step: null, steps: [], open: [], late: [], broken: [] };
      this.#lanes.set(lane, state);
    }
    return state;
  }

  #tell(step: Step, before: number, at: number | null, end: Step['end']): void {
    if (step.end !== null) return;
    step.end = end;
    step.told = before;
    step.toldAt = at;
    const due = this.#told.get(before);
    if (due) due.push(step);
    else this.#told.set(before, [step]);
  }

  /** The model goes on: what is still unanswered was answered by something that the trace does not hold. */
  #goOn(state: LaneState): void {
    for (const call of [...state.broken, ...state.open]) {
      call.lost = answerTo(call) === null;
      if (call.lost) state.late.push(call);
    }
    state.broken = [];
    state.open = [];
  }

  #beginStep(state: LaneState, at: number, lane: string, event: ShipitEvent): void {
    this.#goOn(state);
    if (state.step) this.#tell(state.step, at, event.at, 'step');
    const step: Step = {
      at,
      startedAt: event.at,
      lane,
      told: at,
      toldAt: null,
      absorbed: [],
      calls: [],
      reply: null,
      alone: state.steps.length === 0,
      retry: null,
      end: null,
    };
    for (const earlier of state.steps) earlier.alone = false;
    state.steps.push(step);
    state.step = step;
    this.#absorbed.add(at);
  }

  #endRun(state: LaneState, at: number, time: number | null, completed: boolean): void {
    if (state.step) this.#tell(state.step, at, time, 'run');
    // What a run that broke off said is in no later conversation: its open calls may stay open.
    if (completed) this.#goOn(state);
    state.broken.push(...state.open);
    state.step = null;
    state.steps = [];
    state.open = [];
    state.late = [];
  }

  #answerRun(state: LaneState, at: number, event: ShipitEvent): void {
    const { step } = state;
    if (step && event.type !== 'run_failed' && step.end === null) {
      step.reply = at;
      this.#tell(step, at, event.at, 'reply');
    }
    if (event.type !== 'final_answer') {
      // A cancelled run is completed by the event that follows it.
      if (event.type === 'run_cancelled') {
        if (step) this.#tell(step, at, event.at, 'run');
      } else this.#endRun(state, at, event.at, event.type !== 'run_failed');
    }
  }

  #newCall(at: number, lane: string, event: ShipitEvent, state: LaneState, implied: boolean): Call {
    const call: Call = {
      at,
      startedAt: event.at,
      // v1 records no ids: the place in the file is one that two imports agree on.
      id: callIdOf(event) ?? `call-${at}`,
      tool: toolOf(event) ?? 'unknown',
      lane,
      implied,
      inStep: state.step !== null,
      failed: null,
      answer: null,
      answerAt: null,
      lost: false,
    };
    if (state.step) {
      this.#tell(state.step, at, event.at, 'reply');
      state.step.calls.push(call);
    }
    this.#calls.set(at, call);
    return call;
  }

  #call(state: LaneState, at: number, lane: string, event: ShipitEvent): void {
    state.open.push(this.#newCall(at, lane, event, state, false));
  }

  #find(state: LaneState, event: ShipitEvent): Call | undefined {
    const id = callIdOf(event);
    if (id !== undefined) {
      const byId = [...state.open, ...state.late].find((call) => call.id === id);
      if (byId) return byId;
    }
    const tool = toolOf(event);
    const same = state.open.filter(
      (call) => call.answer === null && (tool === undefined || call.tool === tool),
    );
    const failed = same.filter((call) => call.failed !== null);
    const fresh = same.filter((call) => call.failed === null);
    // When retries run out, v1 writes the failure and then the same failure as what the model was told.
    const output = outputOf(event);
    const toldOfFailure = typeof output === 'string' && /^Error running tool\b/.test(output);
    return toldOfFailure ? (failed[0] ?? fresh[0]) : (fresh[0] ?? failed[0]);
  }

  #answer(state: LaneState, at: number, lane: string, event: ShipitEvent): void {
    const found = this.#find(state, event);
    if (found && !found.lost) {
      this.#calls.set(at, found);
      if (event.type === 'tool_failed') {
        if (found.failed === null && found.answer === null) {
          found.failed = at;
          found.answerAt = event.at;
        }
      } else if (found.answer === null) {
        found.answer = at;
        found.answerAt = event.at;
      }
      return;
    }
    // Without a name it is a worker's word, not a tool's.
    if (toolOf(event) === undefined && !found) return;
    const step = found ? null : state.step;
    const call = this.#newCall(at, lane, event, { ...state, step }, true);
    if (found) {
      call.id = found.id;
      call.tool = found.tool;
      state.late.splice(state.late.indexOf(found), 1);
    }
    if (event.type === 'tool_failed') call.failed = at;
    else call.answer = at;
    call.answerAt = event.at;
    state.open.push(call);
  }
}

export function planOf(
  elements: readonly ValueSpan[],
  parse: (span: ValueSpan) => ReturnType<typeof readEvent> | string,
): Plan {
  const planner = new Planner();
  for (const span of elements) {
    const event = parse(span);
    if (typeof event === 'string') planner.unreadable(span, event);
    else if (!event) planner.unreadable(span, 'an event must be an object with a "type"');
    else planner.add(span, event);
  }
  return planner.finish();
}
