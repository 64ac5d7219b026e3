/** `text`, numbers and times are typed; a `json` field has a path and values of any type. */
type FieldType = 'text' | 'number' | 'duration' | 'cost' | 'clock' | 'json';

interface FieldRule {
  type: FieldType;
  /** What it is, for a reader who completes it. */
  hint: string;
  /** Only the body of an event knows it; the outline does not. */
  inBody?: true;
}

/** The fields of the language, in the order in which they are offered. */
export const fields = {
  kind: { type: 'text', hint: 'message, model-call, tool-call …' },
  tool: { type: 'text', hint: 'Name of the tool that was called or answered' },
  type: { type: 'text', hint: 'The word of the source for the event' },
  name: { type: 'text', hint: 'Tool, model, agent or span' },
  role: { type: 'text', hint: 'Who speaks: system, user, assistant, tool' },
  agent: { type: 'text', hint: 'Agent or thread, by name or id' },
  lane: { type: 'text', hint: 'The same as agent' },
  model: { type: 'text', hint: 'Model of a model call' },
  status: { type: 'text', hint: 'ok, error, unfinished' },
  text: { type: 'text', hint: 'Words anywhere in the event', inBody: true },
  args: { type: 'json', hint: 'Arguments of a tool call: args.query', inBody: true },
  result: { type: 'json', hint: 'What a tool answered: result.items.0.id', inBody: true },
  state: { type: 'json', hint: 'What was written to a key: state.plan', inBody: true },
  meta: { type: 'json', hint: 'Other fields of the source: meta.branch', inBody: true },
  dur: { type: 'duration', hint: 'How long it took: dur:>2s' },
  cost: { type: 'cost', hint: 'US dollars: cost:>0.01' },
  tokens: { type: 'number', hint: 'Tokens in and out together: tokens:1k..2k' },
  in: { type: 'number', hint: 'Tokens in' },
  out: { type: 'number', hint: 'Tokens out' },
  seq: { type: 'number', hint: 'Number of the event: seq:100..200' },
  ts: { type: 'clock', hint: 'When it began, UTC: ts:2026-05-09T10:00..10:05' },
  t: { type: 'duration', hint: 'Time since the start: t:9m41s' },
  id: { type: 'text', hint: 'Id of a call, or the hash of the event', inBody: true },
  provenance: { type: 'text', hint: 'Who answered: recording, hand, http, mcp …', inBody: true },
} as const satisfies Record<string, FieldRule>;

export type Field = keyof typeof fields;
// keys() of the object above, which nobody adds to.
export const fieldNames = Object.keys(fields) as readonly Field[];

export const ruleOf = (field: Field): FieldRule => fields[field];

export const isField = (name: string): name is Field => Object.hasOwn(fields, name);

/** Fields that only a pair of runs has. */
export const diffFields: readonly string[] = ['changed', 'judge'];

/** What people of other tools write for the same thing. */
export const otherNames: ReadonlyMap<string, Field> = new Map([
  ...(['duration', 'latency', 'elapsed', 'took'] as const).map((name) => [name, 'dur'] as const),
  ...(['time', 'date', 'timestamp', 'started'] as const).map((name) => [name, 'ts'] as const),
  ...(['arguments', 'input', 'params'] as const).map((name) => [name, 'args'] as const),
  ...(['output', 'answer', 'response'] as const).map((name) => [name, 'result'] as const),
  ...(['metadata', 'extra', 'attributes'] as const).map((name) => [name, 'meta'] as const),
  ...(['agent_id', 'thread', 'actor'] as const).map((name) => [name, 'agent'] as const),
  ...([
    ['event_type', 'type'],
    ['event', 'type'],
    ['price', 'cost'],
    ['usd', 'cost'],
  ] as const),
  ...([
    ['offset', 't'],
    ['call_id', 'id'],
    ['hash', 'id'],
    ['content', 'text'],
  ] as const),
]);
