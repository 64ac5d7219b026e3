import type { Event } from '@/lib/trace/event';
import type { Json } from '@/lib/trace/json';
import type { TraceHeader } from '@/lib/trace/trace';
import { diffFacts } from '../facts/diff-facts';
import { type Fact, type FactKind, factKinds } from '../facts/fact';
import { type RunSource, saidBy } from '../run-source';
import type { StateEntry } from '../state/state-fold';
import type { ReceiptSubject } from './manifest';

/** What a receipt says of a run, apart from its events. */
export interface ReceiptMatter {
  subject: ReceiptSubject;
  header: Pick<TraceHeader, 'outcome' | 'timeQuality' | 'origin' | 'lanes' | 'totals' | 'forkSeq'>;
  /** What was known when the run's own events began, and at its end. */
  before: readonly Fact[];
  after: readonly Fact[];
  state: readonly StateEntry[];
  previous: { subject: ReceiptSubject; facts: readonly Fact[] } | null;
  /** The next request of OpenAI's Chat Completions, or why there is none. */
  request: { body: Json; notCaptured: readonly string[] } | { why: string };
}

/** A file of the bundle, in pieces: long ones are never in memory as a whole. */
export interface ReceiptText {
  path: string;
  text: Iterable<string>;
}

/** Names of StatePlane's bundles; the contents are ours, as its own are not known. */
export function receiptJson(matter: ReceiptMatter, run: RunSource): ReceiptText[] {
  const { subject, header, before, after, state, previous, request } = matter;
  const runId = subject.source_id ?? 'run';
  const { totals } = header;
  return [
    {
      path: 'events.json',
      text: eventTexts(run, runId),
    },
    json('run.json', {
      ...{ run_id: runId, title: subject.name, status: header.outcome, format: subject.format },
      ...{ started_at: isoOf(totals.startedAt), ended_at: isoOf(totals.endedAt) },
      time_quality: header.timeQuality,
      origin: header.origin ?? null,
      fork_event: header.forkSeq,
      agents: header.lanes.map(({ id, name, parent }) => ({ id, name, parent })),
    }),
    json('coding_projection.before.json', byKind(before)),
    json('coding_projection.after.json', byKind(after)),
    json(
      'coding_diff_from_previous.json',
      previous && {
        before_run: previous.subject,
        transitions: diffFacts(previous.facts, after),
      },
    ),
    json('state_records.json', { facts: after, state }),
    json('snapshot.json', {
      as_of: { events: subject.events, fingerprint: subject.fingerprint },
      ...byKind(after.filter(isCurrent)),
      state: state.filter(({ deleted }) => !deleted),
    }),
    json('receipt.json', {
      ...{ trace: subject, previous: previous?.subject ?? null, outcome: header.outcome },
      models: totals.models,
      totals: {
        ...{ events: totals.events, errors: totals.errors },
        ...{ input_tokens: totals.inputTokens, output_tokens: totals.outputTokens },
        cost_usd: totals.costUsd,
      },
      facts: Object.fromEntries(factKinds.map((kind) => [kind, statusCounts(after, kind)])),
      authority:
        'None: a receipt is made from a trace and can be made again. Verify it against the trace.',
    }),
    json('prepared_openai_request.json', request),
  ];
}

const json = (path: string, value: unknown): ReceiptText => ({
  path,
  text: [`${JSON.stringify(value, null, 2)}\n`],
});

function* eventTexts(run: RunSource, runId: string): Generator<string> {
  let before = '[\n';
  for (const event of run.events()) {
    yield `${before}${JSON.stringify(eventOf(event, runId, run))}`;
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}

/** The event in StatePlane's words, with what it said in full. */
function eventOf(event: Event, runId: string, run: RunSource): object {
  const { seq, kind, type, lane, parent, name, startedAt, durationMs, hash, ...rest } = event;
  const { records: _r, setup: _s, saw: _w, said: _d, sawFidelity: _f, ...more } = rest;
  const { saidFidelity, summary: _y, ...payload } = more;
  return {
    event_id: `event-${String(seq).padStart(6, '0')}`,
    ...{ run_id: runId, sequence: seq, event_type: type, kind, agent: lane, parent, name },
    ...{ recorded_at: isoOf(startedAt), duration_ms: durationMs, event_hash: hash },
    payload,
    said: saidBy(run, event),
    said_fidelity: saidFidelity,
  };
}

/** null for a clock that no calendar holds, too. */
function isoOf(ms: number | null): string | null {
  const date = ms === null ? null : new Date(ms);
  return date && Number.isFinite(date.getTime()) ? date.toISOString() : null;
}

const byKind = (facts: readonly Fact[]): Record<string, Fact[]> =>
  Object.fromEntries(
    factKinds.map((kind) => [`${kind}s`, facts.filter((fact) => fact.kind === kind)]),
  );

/** What still holds or is still open: a settled fact is history. */
export const isCurrent = ({ status }: Fact): boolean =>
  !['resolved', 'completed', 'cancelled', 'deleted'].includes(status);

function statusCounts(facts: readonly Fact[], kind: FactKind): Record<string, number> {
  const counts = new Map<string, number>();
  for (const fact of facts)
    if (fact.kind === kind) counts.set(fact.status, (counts.get(fact.status) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
