import { canonicalJson } from './canonical-json';
import type { Event } from './event';
import type { Json } from './json';
import type { Message, Part } from './message';
import type { Setup } from './setup';

/** Hex SHA-256 of UTF-8 text or of bytes. Handed in, so that this room stays pure. */
export type Hash = (data: string | Uint8Array) => string;

/** 128 bits are enough to tell messages and events apart, and halve the index. */
const short = (hash: Hash, value: unknown): string => hash(canonicalJson(value)).slice(0, 32);

/** Identity in the message pool: role, name and parts, call ids included. */
export const messageKey = (hash: Hash, message: Message): string => short(hash, message);

function withoutTransport(part: Part): Json {
  if (part.type === 'tool-call') {
    const { signature: _signature, ...said } = part;
    return { ...said, callId: null };
  }
  if (part.type === 'tool-result') return { ...part, callId: null };
  if (part.type === 'reasoning') return { type: part.type, text: part.text };
  return part;
}

const hasTransport = (part: Part): boolean => part.type === 'reasoning' || 'callId' in part;

/** What a message says, without call ids and signatures: equal in two runs that said the same. */
export function contentHash(hash: Hash, message: Message, key: string): string {
  if (!message.parts.some(hasTransport)) return key;
  return short(hash, {
    ...message,
    parts: message.parts.map(withoutTransport),
  });
}

/**
 * Loose spelling of a message: a recorded reply and its echo in the next prompt often differ in
 * everything but role, trimmed text, tools and arguments.
 */
export function looseSpelling(message: Message): string {
  const text = message.parts
    .flatMap((part) => (part.type === 'text' ? [part.text.trim()] : []))
    .filter((line) => line !== '')
    .join('\n');
  const calls = message.parts.flatMap((part) => {
    if (part.type === 'tool-call') return [[part.tool, part.input]];
    if (part.type === 'tool-result') return [[part.output]];
    return [];
  });
  return canonicalJson([message.role, text, calls]);
}

export const setupHash = (hash: Hash, setup: Setup): string => short(hash, setup);

/** What an event is, apart from when it was and how its transport named it. */
function essence(event: Event, said: string[]): Json {
  const error = event.error?.message ?? null;
  switch (event.kind) {
    case 'message':
      return {
        role: event.role,
        said,
        setup: event.role === 'system' ? event.setup : null,
      };
    // The model's name is left out: two models that answer alike did the same.
    case 'model-call':
      return { said, error, unfinished: event.unfinished };
    case 'tool-call':
      return { tool: event.tool, input: event.input };
    // A result that says something says its error too, and recorders word the error in their own ways.
    case 'tool-result':
      return { said, failed: error !== null, error: said.length === 0 ? error : null };
    case 'edit':
      return { edits: event.edits };
    case 'state':
      return {
        operations: event.operations.map(({ version: _version, ...operation }) => operation),
      };
    case 'span':
      return { type: event.type, name: event.name, error };
    case 'log':
      return { type: event.type, text: event.text };
    case 'error':
      return { type: event.type, error };
    case 'handoff':
      return { from: event.from, to: event.to };
    case 'interrupt':
      return { value: event.value ?? null };
    case 'compaction':
      return { said };
    case 'unreadable':
      return { reason: event.reason };
  }
}

/**
 * Event hash, version 1: over canonical JSON, without clocks, transport ids, token counts and lanes.
 * `said` are the content hashes of the messages that the event adds. Diff, fingerprint and duplicate
 * detection stand on it: golden vectors in identity.test.ts keep it from changing.
 */
export const eventHash = (hash: Hash, event: Event, said: string[]): string =>
  short(hash, { v: 1, kind: event.kind, ...asObject(essence(event, said)) });

const asObject = (value: Json): object =>
  typeof value === 'object' && value !== null ? value : {};
