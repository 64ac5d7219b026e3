import fc from 'fast-check';
import { expect, it } from 'vitest';
import { anyJson, anySteps, build, MemorySink } from '@/lib/trace/any-trace.testing';
import { TraceBuilder } from '@/lib/trace/builder';
import { positionsOf } from '@/lib/trace/conversation';
import type { Event } from '@/lib/trace/event';
import type { Message } from '@/lib/trace/message';
import { sha256 } from '@/lib/trace/sha256.testing';
import { diffFacts } from './diff-facts';
import { factKinds } from './fact';
import { FactFold } from './fact-fold';
import { inOrder } from './fact-order';
import { type Told, toldRun } from './fact-run.testing';
import { projectors } from './index';
import { stateDiff } from './state-diff';

type Run = { event: Event; said: Message[] }[];

/** Any trace at all. */
const anyRun: fc.Arbitrary<Run> = anySteps.map((steps) => {
  const sink = new MemorySink();
  build(new TraceBuilder(sha256, sink), steps);
  return sink.events.map((event) => ({
    event,
    said: [...positionsOf(event.said?.append ?? [])].flatMap(
      (position) => sink.messages[position]?.message ?? [],
    ),
  }));
});

const tool = fc.constantFrom(
  'Bash',
  'Edit',
  'Write',
  'TodoWrite',
  'apply_patch',
  'TaskUpdate',
  'x',
);
const words = fc.constantFrom(
  ...['pytest', 'go test ./...', 'FAILED a.py::b - c', '7 passed in 1s', '1 failed in 1s', 'a.py'],
  ...[
    '--- FAIL: TestA (0.00s)\nFAIL\tp\t0.1s',
    'ok  \tp\t0.1s',
    '*** Add File: b',
    '__proto__',
    '',
  ],
);
const input = fc.oneof(
  words.map((command) => ({ command, file_path: command, input: command })),
  fc.array(words).map((all) => ({ todos: all.map((content) => ({ content, status: 'pending' })) })),
  anyJson,
);
const told: fc.Arbitrary<Told> = fc.oneof(
  fc.record({ tool, input, out: fc.oneof(words, anyJson), bad: fc.boolean() }),
  fc.record({ person: fc.oneof(words, fc.string(), fc.constant('Do not stop.')) }),
);

/** What coding agents do, with odd arguments and answers. */
const anyCodingRun = fc.array(told, { maxLength: 12 }).map(toldRun);
const run = fc.oneof(anyRun, anyCodingRun);

const factsOf = (events: Run) => {
  const fold = new FactFold();
  for (const { event, said } of events) fold.add(event, said);
  return fold.read();
};

it('has one projector for each kind', () => {
  expect(projectors.map(({ id }) => id).sort()).toEqual([...factKinds].sort());
});

it('says the same of the same run, each fact once, in order, by an event that was there', () => {
  fc.assert(
    fc.property(run, (events) => {
      const facts = factsOf(events);
      expect(factsOf(events)).toEqual(facts);
      expect(facts.slice().sort(inOrder)).toEqual(facts);
      expect(new Set(facts.map(({ kind, key }) => `${kind} ${key}`)).size).toBe(facts.length);
      for (const { seq, since } of facts) {
        expect(since).toBeLessThanOrEqual(seq);
        expect(seq).toBeLessThan(events.length);
      }
    }),
  );
});

it('knows after some events what it knows of these events alone', () => {
  fc.assert(
    fc.property(run, fc.nat(), (events, at) => {
      const cut = events.length === 0 ? 0 : at % (events.length + 1);
      const fold = new FactFold();
      for (const { event, said } of events.slice(0, cut)) fold.add(event, said);
      const then = structuredClone(fold.read());
      for (const { event, said } of events.slice(cut)) fold.add(event, said);
      expect(fold.read()).toEqual(factsOf(events));
      expect(then).toEqual(factsOf(events.slice(0, cut)));
    }),
  );
});

it('differs from itself in nothing, and from another in what only one of them has', () => {
  fc.assert(
    fc.property(run, run, (left, right) => {
      const [a, b] = [factsOf(left), factsOf(right)];
      expect(diffFacts(a, a)).toEqual([]);
      expect(stateDiff(a, a).same).toEqual(a);
      const { transitions, same, unchanged } = stateDiff(a, b);
      const [from, to] = [
        transitions.map(({ before }) => before),
        transitions.map(({ after }) => after),
      ];
      expect(from.filter((fact) => fact !== null).length + same.length).toBe(a.length);
      expect(to.filter((fact) => fact !== null).length + same.length).toBe(b.length);
      expect(unchanged.reduce((sum, { count }) => sum + count, 0)).toBe(same.length);
      const back = diffFacts(b, a).map(({ before, after }) => [after, before]);
      expect(back).toEqual(transitions.map(({ before, after }) => [before, after]));
    }),
  );
});
