import type { ForkEdit } from '@/lib/trace/fork-edit';
import { type Message, toolCallsOf } from '@/lib/trace/message';
import type { OutlineRow } from '@/lib/trace/outline';
import type { ConversationEntry } from '../conversation-at';
import { type PairedCall, pairCalls } from '../fork/pair-calls';
import { type SpokenRun, sayersOf } from './carried-by';
import { callMakers, type Excluded } from './exclude-with';

/** A message of a conversation that is not there, or not whole, without some events. */
export interface LeftOutMessage {
  /** In the conversation as it was, from 0. */
  index: number;
  position: number;
  /** Left out for this event; null where it only goes along with others. */
  seq: number | null;
  because: string;
  /** What is left of it; null where nothing is. */
  left: Message | null;
}

/** Parts of messages that go: all of one, or some of its calls and results. */
class Removal {
  readonly whole = new Map<number, { seq: number | null; because: string }>();
  readonly parts = new Map<number, Map<number, { seq: number | null; because: string }>>();

  part(at: { message: number; part: number }, seq: number | null, because: string): void {
    const known = this.parts.get(at.message) ?? new Map();
    if (!known.has(at.part)) known.set(at.part, { seq, because });
    this.parts.set(at.message, known);
  }

  has({ message, part }: { message: number; part: number }): boolean {
    return this.whole.has(message) || this.parts.get(message)?.has(part) === true;
  }
}

/**
 * Messages of a conversation that are left out with events, ascending: those that these events said, their calls
 * in replies that stay, and what answers or asks for what goes. A call and its result go together, so that what is
 * left can be sent. Nothing else is touched: no event, no message.
 */
export function leftOutMessages(
  run: SpokenRun,
  entries: readonly ConversationEntry[],
  excluded: Excluded,
): LeftOutMessage[] {
  if (excluded.seqs.size === 0 || entries.length === 0) return [];
  const { outline } = run;
  const makerOf = callMakers(outline);
  const calls = callsByMaker(outline, excluded, makerOf);
  // Whose reply holds a call that goes is looked for too.
  const sayers = sayersOf(run, entries, new Set([...excluded.seqs, ...calls.keys()]));
  const removal = new Removal();
  for (const [index, seq] of sayers)
    if (excluded.seqs.has(seq)) removal.whole.set(index, { seq, because: said(seq) });
  if (calls.size === 0 && removal.whole.size === 0) return [];

  const messages = entries.map(({ position }) => run.message(position));
  for (const [index, seq] of sayers) {
    const message = messages[index];
    const rows = calls.get(seq);
    if (!message || !rows || removal.whole.has(index)) continue;
    for (const made of rows) {
      const part = partOf(message, made);
      const { seq: call } = made.row;
      if (part !== null) removal.part({ message: index, part }, call, `it holds the call #${call}`);
    }
  }
  takeAlong(removal, pairCalls(messages).calls);
  return messages.flatMap((message, index): LeftOutMessage[] => {
    const { position } = entries[index] ?? { position: -1 };
    const whole = removal.whole.get(index);
    if (whole) return [{ index, position, ...whole, left: null }];
    const gone = removal.parts.get(index);
    const [first] = gone?.values() ?? [];
    if (!gone || !first) return [];
    const parts = message.parts.filter((_, part) => !gone.has(part));
    // What was only thought before a call says nothing without it.
    const empty = parts.every(({ type }) => type === 'reasoning');
    return [{ index, position, ...first, left: empty ? null : { ...message, parts } }];
  });
}

const said = (seq: number): string => `#${seq} said it`;

interface MadeCall {
  row: OutlineRow;
  /** Of the calls of the same tool that its reply makes; and of all its calls. */
  nth: number;
  place: number;
}

/** Calls that are left out, by the model call that made them. */
function callsByMaker(
  outline: SpokenRun['outline'],
  { seqs }: Excluded,
  makerOf: (row: OutlineRow) => number | null,
): Map<number, MadeCall[]> {
  const made = new Map<number, MadeCall[]>();
  const counts = new Map<number, Map<string | null, number>>();
  const all = new Map<number, number>();
  for (const row of outline) {
    if (row.kind !== 'tool-call') continue;
    const maker = makerOf(row);
    if (maker === null) continue;
    const ofTool = counts.get(maker) ?? new Map<string | null, number>();
    counts.set(maker, ofTool);
    const nth = ofTool.get(row.name) ?? 0;
    ofTool.set(row.name, nth + 1);
    const place = all.get(maker) ?? 0;
    all.set(maker, place + 1);
    if (!seqs.has(row.seq)) continue;
    const known = made.get(maker);
    if (known) known.push({ row, nth, place });
    else made.set(maker, [{ row, nth, place }]);
  }
  return made;
}

/** Which part of a reply a call event stands for. Events and parts stand in one order; names tell them apart. */
function partOf(message: Message, { row, nth, place }: MadeCall): number | null {
  const calls = toolCallsOf(message);
  const named = calls.filter(({ tool }) => tool === row.name);
  const call = named.length > 0 ? named[nth] : calls[place];
  return call ? message.parts.indexOf(call) : null;
}

/** A result goes with its call and a call with its result, whichever was named. */
function takeAlong(removal: Removal, calls: readonly PairedCall[]): void {
  for (const { message, part, call, result } of calls) {
    if (!result) continue;
    const place = { message, part };
    if (removal.has(place)) {
      if (!removal.has(result))
        removal.part(result, null, `it answers a call of ${call.tool} that is left out`);
    } else if (removal.has(result))
      removal.part(place, null, `it asks for a result of ${call.tool} that is left out`);
  }
}

/** The same as edits of a fork there, in order: indexes count the conversation before any edit. */
export const leaveOutEdits = (messages: readonly LeftOutMessage[]): ForkEdit[] =>
  messages.map(({ index, left }) =>
    left ? { type: 'message', index, message: left } : { type: 'remove-message', index },
  );
