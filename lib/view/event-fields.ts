import type { Event } from '@/lib/trace/event';
import { editsWords } from '@/lib/trace/fork-edit';
import type { Json } from '@/lib/trace/json';
import type { Message, Part } from '@/lib/trace/message';
import type { Setup } from '@/lib/trace/setup';
import { prettyJson } from './pretty-json';

/** One thing that an event says or gives, as text that can be laid beside another. */
export interface Field {
  label: string;
  text: string;
  /** The text is JSON, keys sorted. */
  json: boolean;
}

/** A field of two events: null where one of them does not have it. */
export interface FieldPair {
  label: string;
  before: string | null;
  after: string | null;
  json: boolean;
}

const valueField = (label: string, value: Json): Field =>
  typeof value === 'string'
    ? { label, text: value, json: false }
    : { label, text: prettyJson(value), json: true };

// Typed parts of an event are plain JSON by construction: they came through JSON.parse and a schema.
const asJson = (value: object): Json => value as Json;

function partField(role: Message['role'], part: Part): Field {
  switch (part.type) {
    case 'text':
      return { label: `${role} message`, text: part.text, json: false };
    case 'reasoning':
      return { label: 'reasoning', text: part.text, json: false };
    case 'tool-call':
      return valueField(`call of ${part.tool}`, part.input);
    case 'tool-result':
      return valueField(part.tool ? `result of ${part.tool}` : 'tool result', part.output);
    case 'media':
      return valueField('media', asJson(part));
    case 'unknown':
      return valueField('unknown part', part.value);
  }
}

/** What messages say, part by part. */
export const messageFields = (messages: readonly Message[]): Field[] =>
  messages.flatMap(({ role, parts }) => parts.map((part) => partField(role, part)));

/** What a model call is sent besides messages; what is not recorded has no field. */
export function setupFields({ system, tools, model, parameters }: Setup): Field[] {
  return [
    ...(system === null
      ? []
      : messageFields([{ role: 'system', parts: system }]).map((field) => ({
          ...field,
          label: 'system prompt',
        }))),
    ...(tools === null ? [] : [valueField('tools', asJson(tools))]),
    ...(model === null ? [] : [valueField('model', model)]),
    ...(parameters === null ? [] : [valueField('parameters', parameters)]),
  ];
}

function ownFields(event: Event): Field[] {
  switch (event.kind) {
    case 'tool-call':
      return [valueField('arguments', event.input)];
    case 'edit':
      return [valueField('edits', editsWords(event.edits))];
    case 'state':
      return [valueField('operations', asJson(event.operations))];
    case 'log':
      return [
        ...(event.text === '' ? [] : [valueField('text', event.text)]),
        ...(event.value === undefined ? [] : [valueField('value', event.value)]),
      ];
    case 'span':
    case 'error':
    case 'interrupt':
      return event.value === undefined ? [] : [valueField('value', event.value)];
    case 'handoff':
      return [valueField('hand-off', { from: event.from, to: event.to })];
    case 'unreadable':
      return [valueField('reason', event.reason)];
    default:
      return [];
  }
}

/** What an event says by itself and in the messages that it added. */
export const eventFields = (event: Event, said: readonly Message[]): Field[] => [
  ...(event.error === null ? [] : [valueField('error', event.error.message)]),
  ...ownFields(event),
  ...messageFields(said),
];

/** Names repeat: the second `user message` is called so. */
function numbered(fields: readonly Field[]): Field[] {
  const seen = new Map<string, number>();
  return fields.map((field) => {
    const count = (seen.get(field.label) ?? 0) + 1;
    seen.set(field.label, count);
    return count === 1 ? field : { ...field, label: `${field.label} ${count}` };
  });
}

/** Lays fields of the same label beside each other, the first to the first, in the order of the left side. */
export function pairFields(left: readonly Field[], right: readonly Field[]): FieldPair[] {
  const waiting = new Map(numbered(right).map((field) => [field.label, field]));
  const pairs = numbered(left).map(({ label, text, json }): FieldPair => {
    const partner = waiting.get(label);
    waiting.delete(label);
    return {
      label,
      before: text,
      after: partner?.text ?? null,
      json: json && (partner?.json ?? true),
    };
  });
  return [
    ...pairs,
    ...[...waiting.values()].map(({ label, text, json }) => ({
      label,
      before: null,
      after: text,
      json,
    })),
  ];
}
