import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conversationAt } from '@/lib/replay/conversation-at';
import { stateAt } from '@/lib/replay/state/state-fold';
import { canonicalJson } from '@/lib/trace/canonical-json';
import { field, type Json } from '@/lib/trace/json';
import { textOf } from '@/lib/trace/message';
import { sha256 } from '@/lib/trace/sha256.testing';
import { type CollectedTrace, collect } from '../collect';
import { brokenLaws } from '../laws.testing';
import { SourceFile } from '../source/source-file';
import { langgraph } from './langgraph';

interface Step {
  /** Which of the checkpoints so far it follows. */
  parent: number;
  words: string[];
  plan: number;
  source: string;
}

const idOf = (at: number): string =>
  `1f0aaaaa-0000-6${String(at).padStart(3, '0')}-8000-000000000000`;
const pointer = (at: number) => ({
  configurable: { thread_id: 't', checkpoint_ns: '', checkpoint_id: idOf(at) },
});

function snapshot({ parent, words, plan, source }: Step, at: number): Json {
  return {
    values: {
      messages: words.map((content, index) => ({
        ...{ type: index % 2 === 0 ? 'human' : 'ai', id: `${index}`, content },
      })),
      ...(plan === 0 ? {} : { plan }),
    },
    next: [],
    metadata: { source, step: at },
    config: pointer(at),
    ...(at === 0 ? {} : { parent_config: pointer(parent % at) }),
  };
}

const step: fc.Arbitrary<Step> = fc.record({
  parent: fc.nat(20),
  words: fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 4 }),
  plan: fc.nat(2),
  source: fc.constantFrom('loop', 'update', 'fork'),
});

const opened = (records: Json[]) => {
  const bytes = new TextEncoder().encode(JSON.stringify(records));
  const source = { files: [new SourceFile(0, 'history.json', bytes)] };
  expect(langgraph.sniff(source)).toBe('certain');
  const collected = collect(langgraph, source, sha256);
  expect(brokenLaws(collected)).toEqual([]);
  return collected.traces;
};

/** What a trace says stood at its event: the words of its messages, and the rest of the state. */
function standingAt(trace: CollectedTrace, seq: number): { words: string[]; plan: Json } {
  const words = (conversationAt(trace.outline, seq, 'after') ?? []).map(({ position }) => {
    const found = trace.messages[position];
    return found ? textOf(found.message) : '?';
  });
  const entries = stateAt(trace.events.slice(0, seq + 1)).filter(({ deleted }) => !deleted);
  return { words, plan: entries.find(({ key }) => key === 'plan')?.value ?? 0 };
}

describe('a history with forks', () => {
  it('is exact at each of its checkpoints, on whatever branch', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
        const traces = opened(steps.map(snapshot).toReversed());
        const seen = new Set<string>();
        for (const trace of traces)
          for (const event of trace.events) {
            if (event.kind !== 'state') continue;
            const id = field(event.extra, 'checkpoint_id');
            const at = steps.findIndex((_, index) => idOf(index) === id);
            const { words, plan } = steps[at] ?? { words: [], plan: -1 };
            expect(standingAt(trace, event.seq)).toEqual({ words, plan });
            seen.add(canonicalJson(id ?? null));
          }
        expect(seen.size).toBe(steps.length);
      }),
    );
  });

  it('has the newest checkpoint on its trunk, and each other leaf on one branch', () => {
    const at = (parent: number, source = 'loop'): Step => ({ parent, words: [], plan: 0, source });
    const steps = [at(0), at(0), at(1), at(1), at(2), at(3)];
    const traces = opened(steps.map(snapshot));
    const paths = traces.map(({ events }) =>
      events.flatMap(({ extra }) => Number(String(field(extra, 'checkpoint_id')).slice(15, 18))),
    );
    expect(paths).toEqual([
      [0, 1, 3, 5],
      [0, 1, 2, 4],
    ]);
    expect(traces[1]?.header.forkSeq).toBe(1);
  });
});

it('reads nothing into lists that only look like a stream', () => {
  const bytes = (value: Json) => new TextEncoder().encode(JSON.stringify(value));
  const others: Json[] = [
    ['values', 1, 2, 3],
    [['a', 'values']],
    { messages: [{ role: 'user', content: 'Hi' }] },
    { messages: [] },
    { values: {}, next: [] },
  ];
  for (const value of others)
    expect(langgraph.sniff({ files: [new SourceFile(0, 'x', bytes(value))] })).toBe('no');
});
