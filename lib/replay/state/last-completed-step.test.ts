import { describe, expect, it } from 'vitest';
import { MemorySink } from '@/lib/trace/any-trace.testing';
import { type EventDraft, TraceBuilder } from '@/lib/trace/builder';
import type { Outline } from '@/lib/trace/outline';
import { sha256 } from '@/lib/trace/sha256.testing';
import { lastCompletedStep, openWords } from './last-completed-step';
import { seqAsOf } from './seq-as-of';

const base = { lane: 'main', records: [] };
const log = (startedAt: number | null): EventDraft => ({
  ...{ ...base, kind: 'log', type: 'log', text: '' },
  startedAt,
});
const modelCall: EventDraft = {
  ...{ ...base, kind: 'model-call', type: 'call', name: 'm-1', model: 'm-1' },
  ...{ usage: null, costUsd: null, finishReason: null },
};

function outlineOf(...drafts: EventDraft[]): Outline {
  const sink = new MemorySink();
  const builder = new TraceBuilder(sha256, sink);
  for (const draft of drafts) builder.add(draft);
  return sink.outline;
}

describe('last completed step', () => {
  it('is the last reply, result or write, and names what was open', () => {
    const step = lastCompletedStep(
      outlineOf(
        modelCall,
        {
          ...base,
          kind: 'tool-call',
          type: 'c',
          callId: '1',
          tool: 'search',
          name: 'search',
          input: {},
        },
        {
          ...base,
          kind: 'tool-call',
          type: 'c',
          callId: '2',
          tool: 'read',
          name: 'read',
          input: {},
        },
        {
          ...base,
          kind: 'tool-result',
          type: 'r',
          callId: '1',
          tool: 'search',
          call: 1,
          error: { message: 'no', source: 'test' },
        },
        { ...modelCall, unfinished: true },
      ),
    );
    expect(step).toEqual({
      seq: 3,
      what: 'tool result search, an error',
      unanswered: [2],
      unfinishedCalls: [4],
    });
    expect(openWords(step)).toBe('1 tool call without an answer, 1 unfinished model call');
  });

  it('is none where no step completed, and a failed call is none', () => {
    const failed: EventDraft = { ...modelCall, error: { message: 'no', source: 'test' } };
    const step = lastCompletedStep(outlineOf(log(null), failed));
    expect(step).toEqual({ seq: null, what: null, unanswered: [], unfinishedCalls: [] });
    expect(openWords(step)).toBeNull();
  });
});

describe('as of a time', () => {
  const outline = outlineOf(log(null), log(10), log(30), log(20), log(null), log(40));
  it.each([
    [5, 0],
    [10, 1],
    // The event at 20 stands behind one that began at 30.
    [20, 1],
    [30, 4],
    [1e9, 5],
  ])('%d is event %d', (time, seq) => expect(seqAsOf(outline, time)).toEqual({ seq, why: null }));

  it('says why there is no event', () => {
    expect(seqAsOf(outlineOf(log(10)), 9)).toMatchObject({ seq: null });
    expect(seqAsOf(outlineOf(log(null)), 9).why).toContain('no times');
  });
});
