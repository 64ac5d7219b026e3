import { builtTrace, MemorySink, type Step } from '@/lib/trace/any-trace.testing';
import { TraceBuilder } from '@/lib/trace/builder';
import { positionsOf } from '@/lib/trace/conversation';
import { type Message, textMessage } from '@/lib/trace/message';
import { sha256 } from '@/lib/trace/sha256.testing';
import { type EventSubject, eventTest } from './matches-event';
import { type QueryContext, rowTest } from './matches-row';
import { parseQuery } from './parse-query';
import type { Query } from './query';

export function query(text: string): Query {
  const parsed = parseQuery(text);
  if ('error' in parsed) throw new Error(`${text}: ${parsed.error.message}`);
  return parsed.query;
}

/** A run in memory, to be asked. */
export interface AskedRun {
  sink: MemorySink;
  context: QueryContext;
  /** Seqs that a query keeps, by whole events. */
  find(text: string): number[];
  /** The same by rows alone. */
  findRows(text: string): number[];
}

function asked(sink: MemorySink, given: Partial<QueryContext> = {}): AskedRun {
  const context: QueryContext = {
    lanes: sink.header?.lanes ?? [],
    startedAt: sink.header?.totals.startedAt ?? null,
    ownFrom: null,
    ...given,
  };
  const said = (edit: { append: [number, number][] } | null): Message[] =>
    [...positionsOf(edit?.append ?? [])].flatMap((at) => sink.messages[at]?.message ?? []);
  const subjects = sink.events.flatMap((event, at): EventSubject[] => {
    const row = sink.outline[at];
    return row
      ? [{ row, event, said: said(event.said), heard: said(event.saw), recorded: null }]
      : [];
  });
  return {
    sink,
    context,
    find(text) {
      const test = eventTest(query(text), context);
      return subjects.filter(test).map(({ row }) => row.seq);
    },
    findRows(text) {
      const test = rowTest(query(text), context);
      return sink.outline.filter(test).map(({ seq }) => seq);
    },
  };
}

export const anyRun = (steps: readonly Step[]): AskedRun => asked(builtTrace(steps).sink);

const start = Date.parse('2026-05-09T10:00:00Z');

/** A small run with one of most things: a prompt, two agents, tools, state, a log line and an error. */
export function smallRun(given: Partial<QueryContext> = {}): AskedRun {
  const sink = new MemorySink();
  const builder = new TraceBuilder(sha256, sink);
  builder.lane('a1', 'Planner');
  const base = { type: 'step', lane: 'main', records: [] };
  const at = (seconds: number) => ({ startedAt: start + seconds * 1000 });
  // 0
  builder.add({
    ...{ ...base, ...at(0), type: 'user', kind: 'message', role: 'user' },
    says: [textMessage('user', 'Refund Order 4711, bitte über Köln')],
  });
  // 1
  builder.add({
    ...{ ...base, ...at(1), kind: 'model-call', model: 'gpt-5', name: 'gpt-5', durationMs: 2500 },
    ...{ usage: { input: 1200, output: 40 }, costUsd: 0.02, finishReason: 'stop' },
    says: [
      {
        role: 'assistant',
        parts: [
          { type: 'reasoning', text: 'think hard' },
          { type: 'tool-call', callId: 'call_1', tool: 'web_search', input: { query: 'refunds' } },
        ],
      },
    ],
  });
  // 2
  builder.add({
    ...{ ...base, ...at(3.2), type: 'tool_called', kind: 'tool-call', callId: 'call_1' },
    ...{ tool: 'web_search', name: 'web_search', lane: 'a1' },
    input: {
      ...{ query: 'Refund, policy', n: 5, 'a.b': { c: true }, none: null },
      items: [{ id: 'x1' }, { id: 'x2', price: 3.5 }],
    },
  });
  // 3
  builder.add({
    ...{ ...base, ...at(9.5), kind: 'tool-result', callId: 'call_1', tool: 'web_search', call: 2 },
    ...{ name: 'web_search', durationMs: 200, lane: 'a1', provenance: { by: 'hand' } },
    error: { message: 'HTTP 500', source: 'test' },
    says: [
      {
        role: 'tool',
        parts: [
          { type: 'tool-result', callId: 'call_1', output: '{"hits":[{"id":7}],"ok":false}' },
        ],
      },
    ],
  });
  // 4
  builder.add({
    ...{ ...base, ...at(60), kind: 'state' },
    operations: [
      { key: 'plan.step', value: { done: ['search'] } },
      { namespace: 'mem', key: 'n', value: 3 },
      { key: 'gone', deleted: true },
    ],
  });
  // 5
  builder.add({
    ...{ ...base, kind: 'log', type: 'agent_spawned', text: 'spawned', unfinished: true },
    extra: { role: 'backend', status: 'done', cost: 0.5, run_id: 'r-9' },
  });
  // 6
  builder.add({
    ...{ ...base, ...at(581.5), type: 'user', kind: 'message', role: 'user' },
    says: [
      {
        role: 'user',
        parts: [
          { type: 'text', text: 'my key is ghp_0123456789abcdefghijABCDEFGHIJ012345' },
          { type: 'media', mediaType: 'image/png' },
        ],
      },
    ],
  });
  builder.finish({ name: 'x', format: 'test', outcome: 'ok', timeQuality: 'recorded' });
  return asked(sink, given);
}
