import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conversationAt } from '@/lib/replay/conversation-at';
import { textOf } from '@/lib/trace/message';
import { sha256 } from '@/lib/trace/sha256.testing';
import { type CollectedTrace, collect } from '../collect';
import { brokenLaws } from '../laws.testing';
import { SourceFile } from '../source/source-file';
import { shipit } from './shipit';

const sourceOf = (text: string) => ({
  files: [new SourceFile(0, 'trace.json', new TextEncoder().encode(text))],
});
const read = (events: unknown[]): CollectedTrace => {
  const text = JSON.stringify({ trace_id: 't', metadata: {}, events });
  const [trace] = collect(shipit, sourceOf(text), sha256).traces;
  if (!trace) throw new Error('no trace');
  return trace;
};
const seenBy = (trace: CollectedTrace, seq: number): string[] =>
  (conversationAt(trace.outline, seq, 'before') ?? []).map(({ position }) => {
    const message = trace.messages[position]?.message;
    return message ? `${message.role}: ${textOf(message)}` : 'missing';
  });

const type = fc.constantFrom(
  'run_started',
  'step_started',
  'step_started',
  'llm_retry',
  'reasoning_started',
  'reasoning_completed',
  'text_delta',
  'tool_group_started',
  'tool_called',
  'tool_called',
  'tool_completed',
  'tool_completed',
  'tool_failed',
  'tool_retry',
  'interactive_request',
  'planning_completed',
  'context_compacted',
  'subagent_started',
  'subagent_completed',
  'final_answer',
  'run_completed',
  'run_failed',
  'run_cancelled',
  'anything',
  '__proto__',
);
const message = fc.record(
  {
    role: fc.constantFrom('system', 'user', 'assistant', 'tool', 'developer', 'x'),
    content: fc.oneof(
      fc.string(),
      fc.constant(null),
      fc.constant([{ type: 'text', text: 'block' }, 7]),
    ),
    metadata: fc.constantFrom(
      {},
      { tool_call_id: 'a' },
      { tool_calls: [{ id: 'a', name: 'f', arguments: {} }] },
      null,
    ),
    tool_calls: fc.constantFrom(
      [],
      [{ id: 'a', function: { name: 'f', arguments: '{}' } }, { id: 'b' }],
    ),
  },
  { requiredKeys: ['role'] },
);
const payload = fc.record(
  {
    prompt: fc.constantFrom('go', ''),
    user_prompt: fc.constantFrom('u', 5),
    task: fc.string(),
    agent: fc.constantFrom('a', 'b', '__proto__'),
    tool: fc.constantFrom('f', 'g', 'constructor'),
    call_id: fc.constantFrom('c1', 'c2', 'c3'),
    arguments: fc.jsonValue(),
    output: fc.oneof(fc.string(), fc.jsonValue()),
    text: fc.string(),
    error: fc.string(),
    content: fc.string(),
    chunk: fc.string(),
    messages: fc.array(message, { maxLength: 4 }),
    message,
    usage: fc.constantFrom({ prompt_tokens: 3, completion_tokens: -1 }, 'x', { input_tokens: 9 }),
  },
  { requiredKeys: [] },
);
const event = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record(
      {
        type,
        message: fc.constantFrom('', 'Tool called: f', 'Tool completed: f', 'Tool failed: g'),
        payload,
      },
      { requiredKeys: ['type'] },
    ),
  },
  { weight: 1, arbitrary: fc.jsonValue() },
);

describe('shipit', () => {
  it('keeps every law over any stream of events, whole or torn', () => {
    fc.assert(
      fc.property(
        fc.array(event, { maxLength: 30 }),
        fc.option(fc.nat(), { nil: undefined }),
        (events, cut) => {
          const text = JSON.stringify({ trace_id: 't', metadata: {}, events });
          const torn = cut === undefined ? text : text.slice(0, 40 + (cut % text.length));
          const collected = collect(shipit, sourceOf(torn), sha256);
          expect(brokenLaws(collected)).toEqual([]);
        },
      ),
      { numRuns: 1500 },
    );
  });

  it('keeps every law over any session', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(message, fc.jsonValue()), { maxLength: 20 }), (messages) => {
        const text = JSON.stringify({ session_id: 's', messages, metadata: {} });
        expect(brokenLaws(collect(shipit, sourceOf(text), sha256))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps all whole events of a torn file', () => {
    const events = ['one', 'two', 'three'].map((note) => ({
      type: 'note',
      message: note,
      payload: {},
    }));
    const text = JSON.stringify({ trace_id: 't', metadata: {}, events }, null, 2);
    const [trace] = collect(shipit, sourceOf(text.slice(0, text.indexOf('three'))), sha256).traces;
    expect(trace?.events.map(({ kind, summary }) => [kind, summary])).toEqual([
      ['log', 'one'],
      ['log', 'two'],
      ['unreadable', 'the file breaks off inside this value'],
    ]);
    expect(trace?.notes.map(({ code }) => code)).toContain('torn');
  });

  it('forgets a run that broke off, as the runtime does, and remembers one that was completed', () => {
    const run = (prompt: string, output?: string) => [
      { type: 'run_started', message: '', payload: { prompt } },
      { type: 'step_started', message: '', payload: {} },
      ...(output === undefined
        ? []
        : [{ type: 'run_completed', message: '', payload: { output } }]),
    ];
    const trace = read([...run('first', 'one'), ...run('lost'), ...run('third', 'three')]);
    const calls = trace.outline.filter(({ kind }) => kind === 'model-call');
    expect(calls.map(({ seq }) => seenBy(trace, seq))).toEqual([
      ['user: first'],
      ['user: first', 'assistant: one', 'user: lost'],
      ['user: first', 'assistant: one', 'user: third'],
    ]);
    expect(calls.map(({ unfinished }) => unfinished)).toEqual([false, true, false]);
    expect(trace.header.outcome).toBe('ok');
  });

  it('takes a recorded prompt for what the model saw', () => {
    const messages = [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Hi' },
    ];
    const trace = read([
      { type: 'run_started', message: '', payload: { prompt: 'Hi' } },
      { type: 'step_started', message: '', payload: { messages } },
      { type: 'run_completed', message: '', payload: { output: 'Hello' } },
    ]);
    const call = trace.outline[1];
    expect(call?.sawFidelity).toBe('exact');
    expect(seenBy(trace, 1)).toEqual(['system: Be brief.', 'user: Hi']);
  });

  it('pairs parallel results with their calls by id, and without ids by tool and order', () => {
    const called = (tool: string, id?: string) => ({
      type: 'tool_called',
      message: `Tool called: ${tool}`,
      payload: { arguments: {}, ...(id ? { call_id: id } : {}) },
    });
    const done = (tool: string, output: string, id?: string) => ({
      type: 'tool_completed',
      message: `Tool completed: ${tool}`,
      payload: { output, ...(id ? { call_id: id } : {}) },
    });
    const step = { type: 'step_started', message: '', payload: {} };
    const answers = (trace: CollectedTrace) =>
      trace.events.flatMap((event) =>
        event.kind === 'tool-result' ? [[event.summary, event.call]] : [],
      );
    expect(
      answers(
        read([step, called('f', 'a'), called('f', 'b'), done('f', 'B', 'b'), done('f', 'A', 'a')]),
      ),
    ).toEqual([
      ['B', 2],
      ['A', 1],
    ]);
    expect(
      answers(
        read([
          step,
          called('f'),
          called('g'),
          called('f'),
          done('g', 'G'),
          done('f', '1'),
          done('f', '2'),
        ]),
      ),
    ).toEqual([
      ['G', 2],
      ['1', 1],
      ['2', 3],
    ]);
  });
});
