import type { EventDraft, TraceBuilder, TraceEnd } from '@/lib/trace/builder';
import { isObject, type Json, numberField, textField } from '@/lib/trace/json';
import type { Origin, Outcome } from '@/lib/trace/trace';
import { baseName } from '../source/file-name';
import { timeOf } from './payload';
import type { Plan, Stream } from './plan-files';
import { orchestrator, tellLogEvent } from './tell-log-event';
import { tellGatewayEvent, tellModelCall } from './tell-recorded-call';

/** The next record of a file, parsed and ready to be told. */
interface Head {
  /** Of the record, or of the one before it where it has none. */
  time: number;
  value: Json;
  draft: EventDraft;
}

const tell = { log: tellLogEvent, calls: tellModelCall, gateway: tellGatewayEvent };

function* headsOf({ file, kind, spans }: Stream): Generator<Head> {
  const draftOf = kind === 'calls' || kind === 'gateway' ? tell[kind] : tell.log;
  let time = Number.NEGATIVE_INFINITY;
  for (const span of spans) {
    const record = file.ref(span);
    const parsed = file.parse(span);
    if (!parsed.ok) {
      const { reason } = parsed;
      const base = { lane: orchestrator, records: [record] };
      yield {
        time,
        value: null,
        draft: { ...base, kind: 'unreadable', type: 'unreadable', reason },
      };
      continue;
    }
    time = timeOf(parsed.value) ?? time;
    yield { time, value: parsed.value, draft: draftOf(parsed.value, record) };
  }
}

/** Lines of several files, each in its own order; between files the clock decides, and the log goes first. */
function* merged(streams: readonly Stream[]): Generator<Head> {
  const sources = streams.map(headsOf);
  const heads = sources.map((source) => source.next());
  while (true) {
    let first = -1;
    for (const [at, head] of heads.entries()) {
      const best = heads[first];
      if (!head.done && (!best || best.done || head.value.time < best.value.time)) first = at;
    }
    const head = heads[first];
    const source = sources[first];
    if (!head || head.done || !source) return;
    yield head.value;
    heads[first] = source.next();
  }
}

/** What the log says of the run as a whole, gathered on the way. */
class RunFacts {
  runId: string | null = null;
  timed = false;
  /** What the run had spent when a task was last completed. */
  spentUsd: number | null = null;
  #started = false;
  #ended: Outcome | null = null;
  #origin: Origin = {};

  add(value: Json, draft: EventDraft): void {
    if (draft.startedAt !== null && draft.startedAt !== undefined) this.timed = true;
    const { type } = draft;
    if (type === 'run_started') {
      this.#started = true;
      this.runId ??= textField(value, 'run_id') ?? null;
      this.from(value);
    }
    // Words after the end belong to a run that was taken up again.
    if (type === 'run_completed') this.#ended = 'ok';
    else if (type === 'run_failed' || type === 'run_aborted') this.#ended = 'failed';
    else if (type === 'run_started') this.#ended = null;
    if (type === 'task_completed') this.spentUsd = numberField(value, 'cost_usd') ?? this.spentUsd;
  }

  /** Where the run came from: metadata.json is asked first, the log fills what it leaves empty. */
  from(value: Json): void {
    const text = (key: string) => textField(value, key) || undefined;
    const [branch, commit, configHash] = [text('git_branch'), text('git_sha'), text('config_hash')];
    this.#origin = {
      ...(branch === undefined ? {} : { branch }),
      ...(commit === undefined ? {} : { commit }),
      ...(configHash === undefined ? {} : { configHash }),
      ...this.#origin,
    };
    this.runId ??= textField(value, 'run_id') ?? null;
  }

  get origin(): Origin | undefined {
    return Object.keys(this.#origin).length > 0 ? this.#origin : undefined;
  }

  get outcome(): Outcome {
    return this.#ended ?? (this.#started ? 'unfinished' : 'unknown');
  }
}

function readMetadata(stream: Stream, facts: RunFacts, builder: TraceBuilder): Json | undefined {
  const records = stream.spans.map((span) => stream.file.ref(span));
  const [span] = stream.spans;
  const parsed = span && stream.file.parse(span);
  if (parsed?.ok && isObject(parsed.value)) {
    facts.from(parsed.value);
    const message = 'metadata.json says where the run came from.';
    builder.note({ severity: 'info', code: 'metadata', message, records });
    return parsed.value;
  }
  const message = 'metadata.json is no JSON object: where the run came from is not known.';
  builder.note({ severity: 'warning', code: 'bad-metadata', message, records });
  return undefined;
}

/** Reports that Bernstein makes of a run after it, as they are, behind the run. */
function tellDocument({ file, spans }: Stream, builder: TraceBuilder): void {
  const type = baseName(file.path).replace(/\.json$/, '');
  for (const span of spans) {
    const parsed = file.parse(span);
    const base = { lane: orchestrator, records: [file.ref(span)] };
    if (!parsed.ok)
      builder.add({ ...base, kind: 'unreadable', type: 'unreadable', reason: parsed.reason });
    else {
      const step = numberField(parsed.value, 'step_index');
      const text =
        step === undefined ? type : `the replay parted from the recording at step ${step}`;
      builder.add({ ...base, kind: 'log', type, text, value: parsed.value });
    }
  }
}

function notesOf(plan: Extract<Plan, { kind: 'run' }>, facts: RunFacts, builder: TraceBuilder) {
  const note = (code: string, message: string) =>
    builder.note({ severity: 'info', code, message, records: [] });
  if (plan.streams.some(({ kind }) => kind !== 'log'))
    note(
      'prompts-not-recorded',
      'Of recorded calls Bernstein keeps the answer and a hash of what was asked: prompts are not in the file.',
    );
  if (plan.streams.every(({ kind }) => kind === 'log'))
    note(
      'no-conversation',
      'The log of a run holds what the orchestrator did. What its agents read and wrote is not in it.',
    );
  if (new Set(plan.streams.map(({ kind }) => kind)).size > 1)
    note('merged-by-clock', 'Lines of several files were laid between each other by their clocks.');
  if (facts.spentUsd !== null)
    note(
      'running-cost',
      'The costs of completed tasks are what the whole run had spent till then: they are shown and not added up.',
    );
}

/** Reads one run: its log, with recorded calls between its events, then the reports on it. */
export function readRun(
  plan: Extract<Plan, { kind: 'run' }>,
  builder: TraceBuilder,
): Omit<TraceEnd, 'format'> {
  const facts = new RunFacts();
  builder.lane(orchestrator, 'Orchestrator');
  const metadata = plan.metadata ? readMetadata(plan.metadata, facts, builder) : undefined;
  for (const { value, draft } of merged(plan.streams)) {
    facts.add(value, draft);
    const agent = draft.kind === 'handoff' ? draft.to : draft.lane;
    if (agent !== null && agent !== orchestrator)
      builder.lane(agent, draft.name ? `${agent} (${draft.name})` : agent, orchestrator);
    builder.add(draft);
  }
  for (const document of plan.documents) tellDocument(document, builder);
  notesOf(plan, facts, builder);
  const extra = {
    ...(metadata === undefined ? {} : { metadata }),
    ...(facts.spentUsd === null ? {} : { spentUsd: facts.spentUsd }),
  };
  return {
    name: plan.title || facts.runId || 'Bernstein run',
    sourceId: facts.runId,
    outcome: facts.outcome,
    timeQuality: facts.timed ? 'recorded' : 'none',
    origin: facts.origin,
    ...(Object.keys(extra).length > 0 ? { extra } : {}),
  };
}
