/** A run of several agents at the same time, as an OpenTelemetry exporter writes it. */
export interface GenerateOtlp {
  agents: number;
  /** Model calls of each agent. */
  calls: number;
  /** Whether agents have spans of their own, or only their calls are recorded. */
  agentSpans: boolean;
  /** A clock in the system prompt makes it another one in every call. */
  clockInSystemPrompt: boolean;
  seed: number;
}

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

interface Span {
  spanId: string;
  parentSpanId: string;
  name: string;
  start: bigint;
  end: bigint;
  attributes: Record<string, Json>;
}

const traceId = '5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e';
const rootId = '00000000000000a1';
const began = 1_790_000_000_000_000_000n;

/**
 * OTLP JSON in the GenAI conventions from 1.37 on: every call repeats its whole history, spans of all agents
 * stand interleaved in the order of their ends. The same options give the same text.
 */
export function generateOtlp(options: GenerateOtlp): string {
  const random = generator(options.seed);
  const ids = spanIds();
  const spans = Array.from({ length: options.agents }, (_, agent) =>
    agentSpans(agent, options, random, ids),
  ).flat();
  const end = spans.reduce((last, span) => (span.end > last ? span.end : last), began) + 1_000_000n;
  spans.push({ spanId: rootId, parentSpanId: '', name: 'run', start: began, end, attributes: {} });
  spans.sort((a, b) => (a.end < b.end ? -1 : a.end > b.end ? 1 : 0));
  const wire = spans.map(({ start, end: ended, attributes, ...span }) => ({
    traceId,
    ...span,
    kind: 1,
    startTimeUnixNano: String(start),
    endTimeUnixNano: String(ended),
    attributes: Object.entries(attributes).map(([key, value]) => ({ key, value: anyValue(value) })),
    status: {},
  }));
  return JSON.stringify({
    resourceSpans: [
      {
        resource: { attributes: [{ key: 'service.name', value: { stringValue: 'generated' } }] },
        scopeSpans: [{ scope: { name: 'generate-otlp' }, spans: wire }],
      },
    ],
  });
}

function agentSpans(
  agent: number,
  options: GenerateOtlp,
  random: () => number,
  ids: () => string,
): Span[] {
  const name = `researcher-${agent + 1}`;
  const own = ids();
  const parentSpanId = options.agentSpans ? own : rootId;
  const spans: Span[] = [];
  let clock = began + BigInt(Math.floor(random() * 5e6));
  const start = clock;
  const history: Json[] = [
    { role: 'user', parts: [{ type: 'text', content: `Find out about topic ${agent + 1}.` }] },
  ];
  const span = (label: string, base: number, attributes: Record<string, Json>): void => {
    const from = clock + BigInt(1_000 + Math.floor(random() * 50_000));
    clock = from + BigInt(Math.floor(base * (0.5 + random())));
    spans.push({ spanId: ids(), parentSpanId, name: label, start: from, end: clock, attributes });
  };
  for (let call = 0; call < options.calls; call += 1) {
    const callId = `call_${agent + 1}_${call + 1}`;
    const last = call === options.calls - 1;
    const input = { query: `topic ${agent + 1}, page ${call + 1}` };
    const parts: Json[] = last
      ? [{ type: 'text', content: `Topic ${agent + 1} is understood.` }]
      : [
          { type: 'text', content: `Looking at page ${call + 1}.` },
          { type: 'tool_call', id: callId, name: 'search', arguments: input },
        ];
    const now = options.clockInSystemPrompt ? ` It is ${clock / 1_000_000n} ms.` : '';
    const system = `You are ${name}.${now}`;
    span('chat model-x', 8e8, {
      'gen_ai.operation.name': 'chat',
      'gen_ai.request.model': 'model-x',
      'gen_ai.system_instructions': JSON.stringify([{ type: 'text', content: system }]),
      'gen_ai.input.messages': JSON.stringify(history),
      'gen_ai.output.messages': JSON.stringify([{ role: 'assistant', parts }]),
      'gen_ai.usage.input_tokens': 20 + history.length * 12,
      'gen_ai.usage.output_tokens': 16,
    });
    history.push({ role: 'assistant', parts });
    if (last) continue;
    const result = `Page ${call + 1} of topic ${agent + 1} says ${Math.floor(random() * 1e6)}.`;
    span('execute_tool search', 2e8, {
      'gen_ai.operation.name': 'execute_tool',
      'gen_ai.tool.name': 'search',
      'gen_ai.tool.call.id': callId,
      'gen_ai.tool.call.arguments': JSON.stringify(input),
      'gen_ai.tool.call.result': result,
    });
    history.push({
      role: 'tool',
      parts: [{ type: 'tool_call_response', id: callId, response: result }],
    });
  }
  if (options.agentSpans)
    spans.push({
      spanId: own,
      parentSpanId: rootId,
      name: `invoke_agent ${name}`,
      start,
      end: clock + 500n,
      attributes: { 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.agent.name': name },
    });
  return spans;
}

const anyValue = (value: Json): Json =>
  typeof value === 'number' ? { intValue: String(value) } : { stringValue: String(value) };

function spanIds(): () => string {
  let next = 0x1000;
  return () => {
    next += 1;
    return next.toString(16).padStart(16, '0');
  };
}

/** mulberry32: small, and the same everywhere. Gives numbers in [0, 1). */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
