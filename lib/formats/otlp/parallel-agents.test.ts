import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generateOtlp } from '@/bench/generate-otlp';
import type { Hash } from '@/lib/trace/identity';
import { isObject, type Json } from '@/lib/trace/json';
import { type CollectedTrace, collect } from '../collect';
import { brokenLaws } from '../laws.testing';
import { SourceFile } from '../source/source-file';
import { otlp } from './otlp';

const hash: Hash = (data) => createHash('sha256').update(data).digest('hex');
const base = { clockInSystemPrompt: true, seed: 11 };

function imported(text: string) {
  const source = { files: [new SourceFile(0, 'run.json', new TextEncoder().encode(text))] };
  return collect(otlp, source, hash);
}

function only(traces: CollectedTrace[]): CollectedTrace {
  const [trace] = traces;
  if (!trace || traces.length !== 1) throw new Error(`${traces.length} traces instead of one`);
  return trace;
}

describe.each([true, false])('8 agents × 60 calls, agent spans: %s', (agentSpans) => {
  const collected = imported(generateOtlp({ ...base, agents: 8, calls: 60, agentSpans }));
  const trace = only(collected.traces);

  it('stores each message once and keeps the prompt of every call', () => {
    expect(trace.prompts.size).toBe(480);
    expect(brokenLaws(collected)).toEqual([]);
    // A task, and per call a reply and its result; the last reply asks for nothing.
    expect(trace.messages.length).toBe(8 * (1 + 60 + 59));
  });

  it('finds a lane per agent', () => {
    const lanes = new Map<string, Set<string>>();
    for (const event of trace.events) {
      if (event.kind !== 'model-call') continue;
      const system = trace.setups.get(event.setup ?? '')?.system?.[0];
      const agent = system?.type === 'text' ? system.text.split('.')[0] : undefined;
      lanes.set(event.lane, (lanes.get(event.lane) ?? new Set()).add(agent ?? '?'));
    }
    expect(lanes.size).toBe(8);
    expect([...lanes.values()].map((agents) => agents.size)).toEqual(Array(8).fill(1));
  });

  it('makes one event per call of a reply and one per result', () => {
    expect(trace.header.totals.byKind).toMatchObject({
      'model-call': 480,
      'tool-call': 8 * 59,
      'tool-result': 8 * 59,
    });
    const calls = trace.events.filter((event) => event.kind === 'tool-call');
    expect(new Set(calls.map(({ callId }) => callId)).size).toBe(8 * 59);
  });
});

it('stores less than 2.2 times as much for twice the calls', () => {
  const stored = (calls: number): number => {
    const text = generateOtlp({ ...base, agents: 4, calls, agentSpans: false });
    const { messages, outline, setups } = only(imported(text).traces);
    return JSON.stringify([messages, outline, [...setups.values()]]).length;
  };
  expect(stored(60) / stored(30)).toBeLessThan(2.2);
});

it('reads the same trace whatever the order of the spans in the file', () => {
  const text = generateOtlp({ ...base, agents: 3, calls: 4, agentSpans: true });
  const hashes = (json: string) => only(imported(json).traces).outline.map((row) => row.hash);
  const expected = hashes(text);
  const spans = spansOf(JSON.parse(text));
  fc.assert(
    fc.property(fc.shuffledSubarray(spans, { minLength: spans.length }), (shuffled) => {
      const request = { resourceSpans: [{ scopeSpans: [{ spans: shuffled }] }] };
      expect(hashes(JSON.stringify(request))).toEqual(expected);
    }),
    { numRuns: 15 },
  );
});

it('keeps every law when any spans are missing', () => {
  const spans = spansOf(
    JSON.parse(generateOtlp({ ...base, agents: 3, calls: 4, agentSpans: true })),
  );
  fc.assert(
    fc.property(fc.subarray(spans, { minLength: 1 }), (rest) => {
      const lines = rest.map((span) =>
        JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] }),
      );
      const collected = imported(lines.join('\n'));
      expect(brokenLaws(collected)).toEqual([]);
      expect(collected.scan.records.length).toBe(rest.length);
    }),
    { numRuns: 25 },
  );
});

function spansOf(value: Json): Json[] {
  const found: Json[] = [];
  const open: Json[] = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (isObject(next) && typeof next.spanId === 'string') found.push(next);
    else if (isObject(next)) open.push(...Object.values(next));
    else if (Array.isArray(next)) open.push(...next);
  }
  return found;
}
