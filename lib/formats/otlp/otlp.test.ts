import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Hash } from '@/lib/trace/identity';
import type { Json } from '@/lib/trace/json';
import { type CollectedTrace, collect } from '../collect';
import { brokenLaws } from '../laws.testing';
import { SourceFile } from '../source/source-file';
import { otlp } from './otlp';
import { milliseconds, readId, readSpan } from './span';

const hash: Hash = (data) => createHash('sha256').update(data).digest('hex');
const traceId = '0af7651916cd43dd8448eb211c80319c';

const sourceOf = (text: string) => ({
  files: [new SourceFile(0, 'trace.json', new TextEncoder().encode(text))],
});

function spanOf(id: number, parent: number, end: number | null, attributes: Record<string, Json>) {
  const hex = (number: number) => number.toString(16).padStart(16, '0');
  return {
    traceId,
    spanId: hex(id),
    parentSpanId: hex(parent),
    name: `span ${id}`,
    startTimeUnixNano: '1790000000000000000',
    ...(end === null ? {} : { endTimeUnixNano: String(1790000000000000000n + BigInt(end)) }),
    attributes: Object.entries(attributes).map(([key, value]) => ({
      key,
      value: { stringValue: String(value) },
    })),
  };
}

const said = (role: string, ...parts: Json[]): Json => ({ role, parts });
const call = (id: string, tool: string): Json => ({
  type: 'tool_call',
  id,
  name: tool,
  arguments: {},
});
const text = (content: string): Json => ({ type: 'text', content });
const chat = (input: Json[], output: Json): Record<string, Json> => ({
  'gen_ai.operation.name': 'chat',
  'gen_ai.input.messages': JSON.stringify(input),
  'gen_ai.output.messages': JSON.stringify([output]),
});
const user = said('user', text('Go'));

function read(spans: Json[]): CollectedTrace {
  const request = { resourceSpans: [{ scopeSpans: [{ spans }] }] };
  const collected = collect(otlp, sourceOf(JSON.stringify(request)), hash);
  expect(brokenLaws(collected)).toEqual([]);
  const [trace] = collected.traces;
  if (!trace) throw new Error('no trace');
  return trace;
}

const line = ({ outline }: CollectedTrace): string[] =>
  outline.map((row) => `${row.kind} ${row.name} ${row.call ?? '-'}`);

describe('off the wire', () => {
  it('takes ids as hex, in base64 and with 0x', () => {
    expect(readId('CvdlGRbNQ92ESOshHIAxnA==')).toBe(traceId);
    expect(readId(traceId.toUpperCase())).toBe(traceId);
    expect(readId('0x00f067aa0ba902b7')).toBe('00f067aa0ba902b7');
    expect(readId('AAAAAAAAAAA=')).toBe('');
    expect(readId('run-7')).toBe('run-7');
    expect(readId(7)).toBe('');
  });

  it('keeps nanoseconds that no double holds', () => {
    const { start, end } = readSpan({
      startTimeUnixNano: '1790000000000000001',
      endTimeUnixNano: '1790000000000000002',
    });
    expect(end !== null && start !== null && end - start).toBe(1n);
    expect(milliseconds(1_790_000_000_123_456_789n)).toBeCloseTo(1_790_000_000_123.456_8, 3);
  });

  it('reads every kind of value', () => {
    const { attributes } = readSpan({
      attributes: [
        { key: 'text', value: { stringValue: 'x' } },
        { key: 'int', value: { intValue: '42' } },
        { key: 'number', value: { intValue: 42 } },
        { key: 'long', value: { intValue: '9223372036854775807' } },
        { key: 'double', value: { doubleValue: 0.5 } },
        { key: 'bool', value: { boolValue: false } },
        { key: 'list', value: { arrayValue: { values: [{ stringValue: 'a' }, {}] } } },
        {
          key: 'map',
          value: { kvlistValue: { values: [{ key: '__proto__', value: { intValue: 1 } }] } },
        },
        { key: 'bytes', value: { bytesValue: 'AQI=' } },
        { key: 'none' },
        { value: { stringValue: 'no key' } },
      ],
    });
    expect(JSON.stringify([...attributes])).toBe(
      '[["text","x"],["int",42],["number",42],["long","9223372036854775807"],["double",0.5],["bool",false],["list",["a",null]],["map",{"__proto__":1}],["bytes","AQI="],["none",null]]',
    );
  });
});

describe('calls and tools', () => {
  it('puts a tool after the reply that asked for it, whatever the clocks say', () => {
    const trace = read([
      spanOf(2, 1, 100, {
        'gen_ai.operation.name': 'execute_tool',
        'gen_ai.tool.name': 't',
        'gen_ai.tool.call.id': 'c',
      }),
      spanOf(1, 0, 200, chat([user], said('assistant', call('c', 't')))),
    ]);
    expect(line(trace)).toEqual([
      'message null -',
      'model-call null -',
      'tool-call t -',
      'tool-result t 2',
    ]);
    const [, , toolCall, result] = trace.events;
    expect(toolCall?.records).toEqual([
      ...(trace.events[1]?.records ?? []),
      ...(result?.records ?? []),
    ]);
  });

  it('puts it there too when the reply never ended', () => {
    const trace = read([
      spanOf(2, 1, 100, {
        'gen_ai.operation.name': 'execute_tool',
        'gen_ai.tool.name': 't',
        'gen_ai.tool.call.id': 'c',
      }),
      spanOf(1, 0, null, chat([user], said('assistant', call('c', 't')))),
    ]);
    expect(line(trace)).toEqual([
      'message null -',
      'model-call null -',
      'tool-call t -',
      'tool-result t 2',
    ]);
    expect(trace.header.outcome).toBe('unfinished');
  });

  it('reads the result of a call without a span from the next prompt', () => {
    const reply = said('assistant', call('c', 't'));
    const result = said('tool', { type: 'tool_call_response', id: 'c', response: 'done' });
    const trace = read([
      spanOf(1, 0, 100, chat([user], reply)),
      spanOf(2, 0, 200, chat([user, reply, result], said('assistant', text('Fine')))),
    ]);
    expect(line(trace)).toEqual([
      'message null -',
      'model-call null -',
      'tool-call t -',
      'tool-result t 2',
      'model-call null -',
    ]);
    expect(trace.outline[3]?.saidFidelity).toBe('derived');
    // The prompt goes on from that result: nothing is stored twice.
    expect(trace.outline[4]?.saw).toEqual({ base: 3, keep: 3, append: [] });
    expect(trace.messages.length).toBe(4);
  });

  it('gives a call under a tool its own event, and none to a wrapper', () => {
    const inner = chat([said('user', text('Sub'))], said('assistant', text('Sub done')));
    const trace = read([
      spanOf(1, 0, 900, {
        ...chat([user], said('assistant', call('c', 't'))),
        'gen_ai.usage.input_tokens': 7,
      }),
      spanOf(2, 1, 800, {
        'gen_ai.operation.name': 'execute_tool',
        'gen_ai.tool.name': 't',
        'gen_ai.tool.call.id': 'c',
      }),
      spanOf(3, 2, 700, { 'openinference.span.kind': 'LLM', 'gen_ai.usage.input_tokens': 5 }),
      spanOf(4, 3, 690, { ...inner, 'gen_ai.usage.input_tokens': 5 }),
    ]);
    expect(line(trace)).toEqual([
      'message null -',
      'model-call null -',
      'tool-call t -',
      'message null -',
      'model-call null -',
      'span span 3 -',
      'tool-result t 2',
    ]);
    expect(trace.header.totals.inputTokens).toBe(12);
  });

  it('breaks rings of parents', () => {
    const trace = read([spanOf(1, 2, 1, {}), spanOf(2, 1, 2, {}), spanOf(3, 3, 3, {})]);
    expect(trace.events.length).toBe(3);
    expect(trace.notes.map(({ code }) => code)).toContain('span-cycles');
  });
});

describe('odd files', () => {
  it('keeps what stands before the tear', () => {
    const whole = JSON.stringify({
      resourceSpans: [
        {
          scopeSpans: [
            {
              spans: [
                spanOf(1, 0, 5, chat([user], said('assistant', text('x')))),
                spanOf(2, 0, 9, {}),
              ],
            },
          ],
        },
      ],
    });
    const collected = collect(otlp, sourceOf(whole.slice(0, -40)), hash);
    expect(collected.traces[0]?.header.totals.byKind).toEqual({ message: 1, 'model-call': 1 });
    expect(collected.scan.notes.map(({ code }) => code)).toEqual(['bad-json']);
    expect(brokenLaws(collected)).toEqual([]);
  });

  it('does not recurse into a long chain of parents', () => {
    const chain = Array.from({ length: 20_000 }, (_, at) => spanOf(at + 1, at, 100, {}));
    expect(read(chain).events.length).toBe(20_000);
  });

  it.each([
    ['{"resourceSpans":1}', 'no'],
    ['{"resourceSpans":[]}', 'certain'],
    ['{"batches":[{"day":1}]}', 'no'],
    ['[]', 'no'],
    ['{"resourceLogs":[]}', 'no'],
  ])('says of %s: %s', (content, word) => {
    expect(otlp.sniff(sourceOf(content))).toBe(word);
  });
});
