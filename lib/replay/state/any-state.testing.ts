import fc from 'fast-check';
import { anyJson, MemorySink } from '@/lib/trace/any-trace.testing';
import { TraceBuilder } from '@/lib/trace/builder';
import type { Event, Operation } from '@/lib/trace/event';
import { sha256 } from '@/lib/trace/sha256.testing';

const name = fc.constantFrom(
  '',
  'a',
  'b',
  'a:b',
  ':',
  '__proto__',
  'constructor',
  '\u{1F600}',
  '\uFF5E',
);

const anyOperation: fc.Arbitrary<Operation> = fc
  .record(
    {
      namespace: name,
      agent: name,
      key: name,
      value: anyJson,
      deleted: fc.boolean(),
      version: fc.nat({ max: 3 }),
    },
    { requiredKeys: ['key'] },
  )
  .map((operation) => operation);

/** Traces in which most events carry operations, some of them none. */
export const anyStateEvents: fc.Arbitrary<Event[]> = fc
  .array(
    fc.record({
      lane: fc.constantFrom('main', 'a', 'b'),
      operations: fc.option(fc.array(anyOperation, { maxLength: 5 })),
    }),
    { maxLength: 20 },
  )
  .map((steps) => {
    const sink = new MemorySink();
    const builder = new TraceBuilder(sha256, sink);
    for (const { lane, operations } of steps)
      builder.add(
        operations
          ? { kind: 'state', type: 'state', lane, records: [], operations }
          : { kind: 'log', type: 'log', lane, records: [], text: '' },
      );
    return sink.events;
  });

/** One state event after another, by the operations they carry. */
export function stateEvents(...steps: Operation[][]): Event[] {
  const sink = new MemorySink();
  const builder = new TraceBuilder(sha256, sink);
  for (const operations of steps)
    builder.add({ kind: 'state', type: 'state', lane: 'main', records: [], operations });
  return sink.events;
}
