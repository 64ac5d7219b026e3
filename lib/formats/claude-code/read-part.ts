import type { TraceBuilder } from '@/lib/trace/builder';
import type { RecordRef } from '@/lib/trace/event';
import { type Json, textField } from '@/lib/trace/json';
import { oneLine } from '@/lib/trace/summary';
import type { Origin } from '@/lib/trace/trace';
import type { ReadContext, Source, TracePart } from '../format';
import { type AgentLane, mainLane, splitLanes } from './lanes';
import { mergeLanes } from './merge-lanes';
import { type Past, PathState } from './path-state';
import { findPaths, type Path } from './paths';
import { bearerOf } from './read-row';
import { type Row, recordsOf } from './row';
import { planSteps } from './steps';
import { writeStep } from './write-step';

/** Reads one trace: its trunk, then what branches off, each path with the sub-agents that it began. */
export function readPart(
  source: Source,
  rows: readonly Row[],
  part: TracePart,
  builder: TraceBuilder,
  context: ReadContext,
): void {
  new PartReader(source, rows, part, context).read(builder);
}

const isTalk = ({ kind }: Row): boolean => kind === 'user' || kind === 'assistant';

/** What the first message tells of the whole session. */
interface About {
  origin: Origin;
  extra: Json;
}

interface Fork {
  path: Path;
  from: TraceBuilder;
  past: Past;
}

class PartReader {
  readonly #files = new Map<number, Source['files'][number]>();
  readonly #progress = new Map<string, RecordRef[]>();
  readonly #answered = new Set<string>();
  readonly #agentsOf = new Map<Path, AgentLane[]>();
  readonly #callOf = new Map<string, string | null>();
  readonly #trunk: Path;
  readonly #strays: Row[];

  constructor(
    source: Source,
    private readonly rows: readonly Row[],
    private readonly part: TracePart,
    private readonly context: ReadContext,
  ) {
    for (const file of source.files) this.#files.set(file.index, file);
    const { main, agents, strays } = splitLanes(this.#withoutProgress());
    this.#strays = strays;
    const leaf = rows.findLast((row) => row.leaf !== null)?.leaf ?? null;
    const paths = findPaths(main, leaf);
    const [trunk] = paths;
    this.#trunk = trunk ?? { rows: [], child: null, forks: [] };
    const made = new Map<string, Path>();
    for (const path of paths)
      for (const row of path.rows) for (const { id } of row.calls) made.set(id, path);
    // Parents come first: a sub-agent's sub-agent goes where its parent went.
    for (const agent of agents) {
      this.#callOf.set(agent.id, agent.call);
      const path = (agent.call === null ? undefined : made.get(agent.call)) ?? this.#trunk;
      for (const row of agent.rows) for (const { id } of row.calls) made.set(id, path);
      const known = this.#agentsOf.get(path);
      if (known) known.push(agent);
      else this.#agentsOf.set(path, [agent]);
    }
  }

  read(builder: TraceBuilder): void {
    const talk = this.rows.find(isTalk);
    if (this.#strays.length > 0)
      builder.note({
        severity: 'info',
        code: 'agent-progress',
        message: 'Live copies of sub-agent messages that the sub-agent’s own file does not repeat',
        records: recordsOf(this.#strays),
      });
    builder.note({
      severity: 'info',
      code: 'missing-setup',
      message: 'Claude Code logs neither the system prompt nor the tool definitions',
      records: [],
    });
    if (!talk)
      builder.note({
        severity: 'warning',
        code: 'no-conversation',
        message: 'The log holds no conversation: only titles, snapshots and the like',
        records: [],
      });
    const told = talk ? this.#value(talk) : null;
    const [branch, version, cwd] = ['gitBranch', 'version', 'cwd'].map((key) =>
      textField(told, key),
    );
    const about: About = {
      // Outside of a repository the log names an empty branch.
      origin: { ...(branch ? { branch } : {}), ...(version ? { version } : {}) },
      extra: cwd === undefined ? {} : { cwd },
    };
    const left = this.#readPath(this.#trunk, builder, null, this.part.title, about);
    for (let fork = left.shift(); fork; fork = left.shift())
      left.push(...this.#branch(fork, about));
  }

  /** Progress rows of a known call go with its event. */
  #withoutProgress(): Row[] {
    const calls = new Set<string>();
    for (const row of this.rows) {
      for (const { id } of row.calls) calls.add(id);
      for (const id of row.results) this.#answered.add(id);
    }
    return this.rows.filter((row) => {
      if (row.kind !== 'noise' || row.about === null || !calls.has(row.about)) return true;
      const known = this.#progress.get(row.about);
      if (known) known.push(...recordsOf([row]));
      else this.#progress.set(row.about, recordsOf([row]));
      return false;
    });
  }

  #readPath(
    path: Path,
    builder: TraceBuilder,
    past: Past | null,
    title: string,
    { origin, extra }: About,
  ): Fork[] {
    const agents = this.#agentsOf.get(path) ?? [];
    const state = new PathState(
      builder,
      {
        read: (row) => bearerOf(this.#value(row)) ?? null,
        progressOf: (call) => this.#progress.get(call) ?? [],
        isAnswered: (call) => this.#answered.has(call),
        callOf: (lane) => this.#callOf.get(lane) ?? null,
      },
      past,
      // A sub-agent's file alone: its end is all there is.
      path.rows.some(isTalk) ? mainLane : (agents[0]?.id ?? mainLane),
    );
    builder.lane(mainLane, 'main');
    for (const { id, name, parent } of agents) builder.lane(id, name, parent);
    const plans = [
      {
        id: mainLane,
        steps: planSteps(path.rows, new Map(state.open(mainLane))),
        call: null,
        awaited: false,
      },
      ...agents.map(({ id, rows, call, later }) => ({
        id,
        steps: planSteps(rows),
        call,
        awaited: !later,
      })),
    ];
    const forks: Fork[] = [];
    let next = 0;
    const leave = (until: number): void => {
      for (let fork = path.forks[next]; fork && fork.at <= until; fork = path.forks[next]) {
        next += 1;
        const seq = builder.nextSeq - 1;
        const left = {
          state,
          seq,
          node: state.node(mainLane),
          open: new Map(state.open(mainLane)),
        };
        for (const branch of fork.paths) forks.push({ path: branch, from: builder, past: left });
      }
    };
    for (const { lane, step } of mergeLanes(plans)) {
      const [row] = step.rows;
      if (lane === mainLane && row && step.kind !== 'no-result') leave(row.order);
      writeStep(state, lane, step);
    }
    leave(Number.POSITIVE_INFINITY);
    this.#notes(state, builder);
    const timed = [path, ...agents].some(({ rows }) => rows.some((row) => row.time !== null));
    builder.finish({
      name: title,
      format: 'claude-code',
      sourceId: this.part.key,
      outcome: state.outcome,
      timeQuality: timed ? 'recorded' : 'none',
      ...(Object.keys(origin).length > 0 ? { origin } : {}),
      extra,
    });
    return forks;
  }

  #branch({ path, from, past }: Fork, about: About): Fork[] {
    const said = path.rows.find((row) => row.human)?.text;
    const title = `${this.part.title} · ${said ? oneLine(said) : 'branch'}`;
    const key = `${this.part.key}#${path.child?.order ?? 0}`;
    const builder = this.context.branch(from, { forkSeq: past.seq, key, title });
    return this.#readPath(path, builder, past, title, about);
  }

  #notes(state: PathState, builder: TraceBuilder): void {
    if (state.unrecorded.length > 0)
      builder.note({
        severity: 'warning',
        code: 'no-result',
        message: `${state.unrecorded.length} tool calls have no recorded result, and the log goes on: a result that says so stands in`,
        records: state.unrecorded,
      });
    if (state.repeated.length > 0)
      builder.note({
        severity: 'warning',
        code: 'repeated-result',
        message: `${state.repeated.length} records answer a tool call that was answered before`,
        records: state.repeated,
      });
    if (state.thinned.length > 0)
      builder.note({
        severity: 'warning',
        code: 'thinned',
        message:
          'Old tool results were cleared here; the log does not hold what the model saw after',
        records: state.thinned,
      });
  }

  #value(row: Row): Json {
    const [file, start, end] = row.ref;
    // The scan has parsed every row that is read here: none is too deep, so nobody has to count.
    const parsed = this.#files.get(file)?.parse({ start, end, depth: 0 });
    return parsed?.ok ? parsed.value : null;
  }
}
