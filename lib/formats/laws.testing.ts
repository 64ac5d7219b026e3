import { conversationAt } from '@/lib/replay/conversation-at';
import { canonicalJson } from '@/lib/trace/canonical-json';
import type { RecordRef } from '@/lib/trace/event';
import { brokenInvariants, referencedPositions } from '@/lib/trace/invariants';
import { type Message, toolCallsOf, toolResultsOf } from '@/lib/trace/message';
import type { Collected, CollectedTrace } from './collect';

const spelt = (ref: RecordRef): string => ref.join(':');
const few = (refs: Set<string>): string => [...refs].slice(0, 5).join(' ');

/** Every record is pointed at by an event or a note, and nothing else is. */
function recordBreaches({ scan, traces }: Collected): string[] {
  const pointed = new Set<string>();
  const point = (refs: readonly RecordRef[]): void => {
    for (const ref of refs) pointed.add(spelt(ref));
  };
  for (const note of scan.notes) point(note.records);
  for (const trace of traces) {
    for (const event of trace.events) point(event.records);
    for (const note of trace.notes) point(note.records);
  }
  const records = new Set(scan.records.map(spelt));
  const lost = new Set([...records].filter((record) => !pointed.has(record)));
  const invented = new Set([...pointed].filter((record) => !records.has(record)));
  return [
    ...(records.size < scan.records.length ? ['The scan names a record twice'] : []),
    ...(lost.size > 0 ? [`${lost.size} records are pointed at by nothing: ${few(lost)}`] : []),
    ...(invented.size > 0
      ? [`${invented.size} records are not of the scan: ${few(invented)}`]
      : []),
  ];
}

/** Tool calls that nothing after them answers. Those without an id are told apart by their number only. */
function unansweredCalls(conversation: Iterable<Message>): (string | null)[] {
  const open = new Map<string | null, number>();
  for (const message of conversation) {
    for (const { callId } of toolCallsOf(message)) open.set(callId, (open.get(callId) ?? 0) + 1);
    for (const { callId } of toolResultsOf(message)) {
      const left = open.get(callId) ?? 0;
      if (left > 0) open.set(callId, left - 1);
    }
  }
  return [...open].filter(([, left]) => left > 0).map(([callId]) => callId);
}

/** At each model call, what it saw equals its recorded prompt, or leaves no tool call unanswered in a log. */
function conversationBreaches(trace: CollectedTrace): string[] {
  const broken: string[] = [];
  for (const row of trace.outline) {
    if (row.kind !== 'model-call' || row.seq < trace.borrowed.events) continue;
    const entries = conversationAt(trace.outline, row.seq, 'before');
    if (!entries) continue;
    const seen = entries.flatMap(({ position }) => trace.messages[position]?.message ?? []);
    const prompt = trace.prompts.get(row.seq);
    if (prompt) {
      if (canonicalJson(seen) !== canonicalJson(prompt))
        broken.push(`#${row.seq} saw ${seen.length} messages that are not its recorded prompt`);
    } else
      for (const callId of unansweredCalls(seen))
        broken.push(`#${row.seq} saw the call ${callId} without an answer`);
  }
  return broken;
}

function traceBreaches(trace: CollectedTrace): string[] {
  const broken = brokenInvariants(trace.header, trace.outline);
  trace.messages.forEach((row, at) => {
    if (row.position !== at) broken.push(`Message ${at} says it is ${row.position}`);
  });
  for (const position of referencedPositions(trace.outline))
    if (!trace.messages[position]) broken.push(`There is no message ${position}`);
  for (const { seq, setup } of trace.outline)
    if (setup !== null && !trace.setups.has(setup)) broken.push(`#${seq} has no setup ${setup}`);
  return [...broken, ...conversationBreaches(trace)].map((breach) => `${trace.key}: ${breach}`);
}

/** What every import must keep, whatever the file: a sentence per breach. */
export const brokenLaws = (collected: Collected): string[] => [
  ...recordBreaches(collected),
  ...collected.traces.flatMap(traceBreaches),
];
