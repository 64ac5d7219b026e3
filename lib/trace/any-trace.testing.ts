import fc from 'fast-check';
import { type Conversation, type EventDraft, TraceBuilder } from './builder';
import type { Event, EventKind } from './event';
import type { Json } from './json';
import type { Message, Part } from './message';
import type { OutlineRow } from './outline';
import type { Setup } from './setup';
import { sha256 } from './sha256.testing';
import type { PoolMessage, TraceSink } from './sink';
import type { Note, TraceHeader } from './trace';

/** What a builder wrote, in memory. */
export class MemorySink implements TraceSink {
  readonly messages: PoolMessage[] = [];
  readonly setups = new Map<string, Setup>();
  readonly blobs = new Map<
    string,
    { ref: { sha256: string; mediaType: string; bytes: number }; bytes: Uint8Array }
  >();
  readonly events: Event[] = [];
  readonly outline: OutlineRow[] = [];
  readonly notes: Note[] = [];
  header: TraceHeader | null = null;

  message(row: PoolMessage): void {
    this.messages.push(row);
  }
  setup(hash: string, setup: Setup): void {
    this.setups.set(hash, setup);
  }
  blob(ref: { sha256: string; mediaType: string; bytes: number }, bytes: Uint8Array): void {
    this.blobs.set(ref.sha256, { ref, bytes });
  }
  event(event: Event, row: OutlineRow): void {
    this.events.push(event);
    this.outline.push(row);
  }
  note(note: Note): void {
    this.notes.push(note);
  }
  finish(header: TraceHeader): void {
    this.header = header;
  }
}

/** JSON as JSON.parse gives it: no minus zero, hostile keys own. */
export const anyJson: fc.Arbitrary<Json> = fc
  .jsonValue()
  .map((value): Json => JSON.parse(JSON.stringify(value)));

const text = fc.oneof(fc.constantFrom('a', 'b', ' a ', '', '<b>', '\u202e', '\ud800'), fc.string());

const anyPart: fc.Arbitrary<Part> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ type: fc.constant('text' as const), text }) },
  fc.record(
    { type: fc.constant('reasoning' as const), text, signature: fc.constantFrom('s', 't') },
    { requiredKeys: ['type', 'text'] },
  ),
  fc.record({
    type: fc.constant('tool-call' as const),
    callId: fc.constantFrom('c', 'd', null),
    tool: text,
    input: anyJson,
  }),
  fc.record(
    {
      type: fc.constant('tool-result' as const),
      callId: fc.constantFrom('c', null),
      output: anyJson,
      isError: fc.boolean(),
    },
    { requiredKeys: ['type', 'callId', 'output'] },
  ),
  fc.record({
    type: fc.constant('media' as const),
    mediaType: fc.constant('image/png'),
    url: text,
  }),
  fc.record({ type: fc.constant('unknown' as const), value: anyJson }),
);

export const anyMessage: fc.Arbitrary<Message> = fc.record(
  {
    role: fc.constantFrom(
      'system' as const,
      'user' as const,
      'assistant' as const,
      'tool' as const,
    ),
    parts: fc.array(anyPart, { minLength: 1, maxLength: 3 }),
    name: text,
  },
  { requiredKeys: ['role', 'parts'] },
);

/** Few different ones, so that they come again. */
const commonMessage: fc.Arbitrary<Message> = fc
  .record({
    role: fc.constantFrom('user' as const, 'assistant' as const),
    word: fc.constantFrom('a', 'b', 'c', ' a'),
  })
  .map(({ role, word }) => ({ role, parts: [{ type: 'text', text: word }] }));

const anySetup: fc.Arbitrary<Setup> = fc.record({
  system: fc.option(fc.array(anyPart, { maxLength: 2 })),
  tools: fc.option(
    fc.array(fc.record({ name: text, schema: anyJson }, { requiredKeys: ['name'] }), {
      maxLength: 2,
    }),
  ),
  model: fc.option(text),
  parameters: fc.option(anyJson),
});

/** One step of a trace to build: what is said, and where it goes on from. */
export interface Step {
  kind: EventKind;
  lane: string;
  says: Message[];
  /** A recorded prompt, or null. */
  prompt: Message[] | null;
  /** Which conversation it goes on from, counted back; null for none. */
  from: number | null;
  setup: Setup | null;
  time: number | null;
  error: string | null;
  extra: Json | undefined;
  value: Json;
}

const message = fc.oneof({ weight: 3, arbitrary: commonMessage }, anyMessage);

const anyStep: fc.Arbitrary<Step> = fc.record({
  kind: fc.oneof(
    fc.constantFrom<EventKind>('model-call', 'model-call', 'message'),
    fc.constantFrom<EventKind>(
      'tool-call',
      'tool-result',
      'state',
      'span',
      'log',
      'error',
      'handoff',
      'interrupt',
      'compaction',
      'unreadable',
      'edit',
    ),
  ),
  lane: fc.constantFrom('main', 'sub', '__proto__'),
  says: fc.array(message, { maxLength: 3 }),
  prompt: fc.option(fc.array(message, { maxLength: 6 })),
  from: fc.option(fc.nat({ max: 4 })),
  setup: fc.option(anySetup),
  time: fc.option(fc.double({ min: 0, max: 2e12, noNaN: true })),
  error: fc.option(text),
  extra: fc.option(anyJson, { nil: undefined }),
  value: anyJson,
});

export const anySteps: fc.Arbitrary<Step[]> = fc.array(anyStep, { maxLength: 14 });

function own(step: Step, seq: number): EventDraft {
  const base = {
    type: step.kind,
    lane: step.lane,
    records: [],
    says: step.says,
    setup: step.setup,
    startedAt: step.time,
    error: step.error === null ? null : { message: step.error, source: 'test' },
    ...(step.extra === undefined ? {} : { extra: step.extra }),
  };
  const { kind, value } = step;
  switch (kind) {
    case 'message':
      return { ...base, kind, role: 'user' };
    case 'model-call':
      return {
        ...base,
        kind,
        model: 'm',
        name: 'm',
        usage: { input: seq, output: 1 },
        costUsd: null,
        finishReason: null,
      };
    case 'tool-call':
      return { ...base, kind, callId: 'c', tool: 't', input: value };
    case 'tool-result':
      return { ...base, kind, callId: 'c', tool: 't', call: seq > 0 ? seq - 1 : null };
    case 'edit':
      return { ...base, kind, edits: [{ type: 'append-user', text: 'more' }] };
    case 'state':
      return { ...base, kind, operations: [{ key: 'k', value, version: 1 }] };
    case 'log':
      return { ...base, kind, text: 'line', value };
    case 'handoff':
      return { ...base, kind, from: 'main', to: null };
    case 'unreadable':
      return { ...base, kind, reason: 'broken' };
    case 'span':
    case 'error':
    case 'interrupt':
      return { ...base, kind, value };
    case 'compaction':
      return { ...base, kind, tokensBefore: 9 };
  }
}

/** Adds the steps; says for each event what its prompt was, if any, and the conversation after it. */
export function build(
  builder: TraceBuilder,
  steps: readonly Step[],
): { prompts: Map<number, Message[]> } {
  const conversations: Conversation[] = [builder.root];
  const prompts = new Map<number, Message[]>();
  for (const step of steps) {
    const prompt = step.kind === 'model-call' ? step.prompt : null;
    const conversation =
      step.from === null ? null : conversations.at(-1 - (step.from % conversations.length));
    const added = builder.add({
      ...own(step, builder.nextSeq),
      ...(prompt ? { prompt } : { conversation }),
    });
    if (prompt) prompts.set(added.seq, prompt);
    if (added.conversation) conversations.push(added.conversation);
  }
  return { prompts };
}

export function builtTrace(steps: readonly Step[]): {
  sink: MemorySink;
  header: TraceHeader;
  prompts: Map<number, Message[]>;
} {
  const sink = new MemorySink();
  const builder = new TraceBuilder(sha256, sink);
  const { prompts } = build(builder, steps);
  const header = builder.finish({
    name: 'any',
    format: 'test',
    outcome: 'ok',
    timeQuality: 'none',
  });
  return { sink, header, prompts };
}
