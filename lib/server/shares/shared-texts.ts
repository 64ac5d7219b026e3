import { setImmediate as turn } from 'node:timers/promises';
import type { Event } from '@/lib/trace/event';
import { referencedPositions } from '@/lib/trace/invariants';
import type { Message, Part } from '@/lib/trace/message';
import type { Setup } from '@/lib/trace/setup';
import { LookedAt } from './looked-at';
import { isText } from './shared-blob';
import type { SharedReader } from './shared-reader';

interface PlacedText {
  text: string;
  where: string;
}

/** A text that is shared: where it stands in words, and in which event it is seen first. */
export interface SharedText extends PlacedText {
  side: string;
  seq: number | null;
}

const batch = 25;

/**
 * Everything that a share shows, each event and each body once, also where branches have it from one trace. Others
 * get their turn meanwhile.
 */
export async function* sharedTexts(reader: SharedReader): AsyncGenerator<SharedText> {
  const seen = new LookedAt();
  for (const { shown } of reader.pins.traces) yield* textsOfSide(reader, shown.side, seen);
}

async function* textsOfSide(
  reader: SharedReader,
  side: string,
  seen: LookedAt,
): AsyncGenerator<SharedText> {
  const { lineage } = reader.place(side);
  /** The event that first shows a message, or a setup. */
  const shownBy = new Map<number, number>();
  const setups = new Map<string, number>();
  for (const row of await reader.rows(side)) {
    const { seq, setup } = row;
    for (const position of referencedPositions([row]))
      if (!shownBy.has(position)) shownBy.set(position, seq);
    if (setup !== null && seen.isNewBody(setup)) setups.set(setup, seq);
  }
  for (const segment of lineage.segments) {
    const [from, to] = seen.newEvents(segment);
    for (const event of reader.eventsAlone(side, from, to)) {
      for (const text of textsOfEvent(event)) yield { ...text, side, seq: event.seq };
      if (event.seq % batch === 0) await turn();
    }
  }
  const positions = [...shownBy.keys()]
    .filter((position) => seen.isNewMessage(lineage, position))
    .sort((a, b) => a - b);
  for (let from = 0; from < positions.length; from += batch) {
    for (const { position, message } of reader.messages(side, positions.slice(from, from + batch)))
      for await (const text of textsOfMessage(reader, side, message, seen))
        yield { ...text, side, seq: shownBy.get(position) ?? null };
    await turn();
  }
  for (const [hash, seq] of setups)
    for (const text of textsOfSetup(reader.setup(side, hash))) yield { ...text, side, seq };
}

/** What an event says besides its messages. */
function textsOfEvent(event: Event): PlacedText[] {
  const { kind, type, lane, name, error, ...rest } = event;
  const { seq: _seq, said: _said, saw: _saw, summary: _summary, hash: _hash, ...own } = rest;
  const where =
    event.kind === 'tool-call'
      ? `arguments of ${event.tool}`
      : [kind.replace('-', ' '), ...(name === null ? [] : [name])].join(' ');
  return [{ text: JSON.stringify({ type, lane, name, error, ...own }), where }];
}

async function* textsOfMessage(
  reader: SharedReader,
  side: string,
  { role, parts, name }: Message,
  seen: LookedAt,
): AsyncGenerator<PlacedText> {
  if (name !== undefined) yield { text: name, where: 'name of who speaks' };
  for (const part of parts) {
    yield { text: textOf(part), where: whereOf(part, role) };
    if (part.type !== 'media' || !part.blob || !isText(part.mediaType)) continue;
    if (!seen.isNewBody(part.blob.sha256)) continue;
    const body = await reader.blob(side, part.blob.sha256);
    if (body) yield { text: new TextDecoder().decode(body.bytes), where: 'attachment' };
  }
}

const textsOfSetup = ({ system, tools, parameters, model }: Setup): PlacedText[] => [
  ...(system ?? []).map((part) => ({ text: textOf(part), where: 'system prompt' })),
  ...(tools === null ? [] : [{ text: JSON.stringify(tools), where: 'tools' }]),
  { text: JSON.stringify({ parameters, model }), where: 'parameters' },
];

function textOf(part: Part): string {
  switch (part.type) {
    case 'text':
    case 'reasoning':
      return part.text;
    case 'tool-result':
      return typeof part.output === 'string' ? part.output : JSON.stringify(part.output);
    default:
      return JSON.stringify(part);
  }
}

function whereOf(part: Part, role: Message['role']): string {
  switch (part.type) {
    case 'reasoning':
      return 'reasoning';
    case 'tool-call':
      return `call of ${part.tool}`;
    case 'tool-result':
      return part.tool === undefined ? 'tool result' : `result of ${part.tool}`;
    case 'media':
      return 'media';
    default:
      return `${role} message`;
  }
}
