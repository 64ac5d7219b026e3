import { MemorySink } from '@/lib/trace/any-trace.testing';
import { type EventDraft, TraceBuilder } from '@/lib/trace/builder';
import { positionsOf } from '@/lib/trace/conversation';
import type { Event } from '@/lib/trace/event';
import type { Json } from '@/lib/trace/json';
import { type Message, textMessage } from '@/lib/trace/message';
import { sha256 } from '@/lib/trace/sha256.testing';
import type { Fact, FactKind } from './fact';
import { FactFold } from './fact-fold';

/** What happens in a run that a test tells: a person speaks, a tool is used (two events), or any event. */
export type Told =
  | { person: string; type?: string }
  | { tool: string; input: Json; out: Json; bad?: boolean; lane?: string }
  | { event: EventDraft };

const base = { lane: 'main', records: [] };

/** Events of such a run, each with what it said. */
export function toldRun(steps: readonly Told[]): { event: Event; said: Message[] }[] {
  const sink = new MemorySink();
  const builder = new TraceBuilder(sha256, sink);
  let conversation = builder.root;
  const add = (draft: EventDraft): number => {
    const added = builder.add({ conversation, ...draft });
    conversation = added.conversation ?? conversation;
    return added.seq;
  };
  for (const step of steps) {
    if ('event' in step) add(step.event);
    else if ('person' in step)
      add({
        ...{ ...base, kind: 'message', type: step.type ?? 'user', role: 'user' },
        says: [textMessage('user', step.person)],
      });
    else {
      const { tool, input, out, bad = false, lane = 'main' } = step;
      const callId = `c${builder.nextSeq}`;
      const call = add({ ...base, lane, kind: 'tool-call', type: 'tool_use', callId, tool, input });
      add({
        ...{ ...base, lane, kind: 'tool-result', type: 'tool_result', callId, tool, call },
        error: bad ? { message: 'it failed', source: 'is_error' } : null,
        says: [
          { role: 'tool', parts: [{ type: 'tool-result', callId, output: out, isError: bad }] },
        ],
      });
    }
  }
  return sink.events.map((event) => ({
    event,
    said: [...positionsOf(event.said?.append ?? [])].map((position) => messageAt(sink, position)),
  }));
}

function messageAt({ messages }: MemorySink, position: number): Message {
  const found = messages[position];
  if (!found) throw new RangeError(`no message ${position}`);
  return found.message;
}

/** The facts of a told run, of one kind where one is named. */
export function factsOf(steps: readonly Told[], kind?: FactKind): Fact[] {
  const fold = new FactFold();
  for (const { event, said } of toldRun(steps)) fold.add(event, said);
  return fold.read().filter((fact) => kind === undefined || fact.kind === kind);
}

/** One line per fact: `test/a.py::test_b resolved #3`. */
export const lines = (facts: readonly Fact[]): string[] =>
  facts.map(({ title, status, seq }) => `${title} ${status} #${seq}`);

export const bash = (command: string, out: Json, bad = false): Told => ({
  ...{ tool: 'Bash', input: { command }, out, bad },
});
