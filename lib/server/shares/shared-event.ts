import type { Event, EventError, Provenance } from '@/lib/trace/event';
import type { Json } from '@/lib/trace/json';
import type { Message } from '@/lib/trace/message';
import { summaryOf } from '@/lib/trace/summary';
import { type Leaving, leftOut } from './leaving';
import { sharedEdits } from './shared-message';

/** An event's own fields, kind by kind: what is not named here does not leave. */
function ownFields(leaving: Leaving, event: Event) {
  const { masker, include } = leaving;
  const text = (one: string | null): string | null => (one === null ? null : masker.text(one));
  switch (event.kind) {
    case 'message':
      return { kind: event.kind, role: event.role };
    case 'model-call': {
      const { kind, model, usage, costUsd, finishReason } = event;
      return { kind, model: text(model), usage, costUsd, finishReason: text(finishReason) };
    }
    case 'tool-call': {
      const { kind, callId, tool, input } = event;
      return { kind, callId: text(callId), tool: masker.text(tool), input: masker.json(input) };
    }
    case 'tool-result': {
      const { kind, callId, tool, call, provenance } = event;
      return {
        ...{ kind, callId: text(callId), tool: text(tool), call },
        ...(provenance ? { provenance: sharedProvenance(leaving, provenance) } : {}),
      };
    }
    case 'edit':
      return { kind: event.kind, edits: sharedEdits(leaving, event.edits) };
    case 'state':
      return {
        kind: event.kind,
        operations: event.operations.map(({ namespace, agent, key, value, deleted, version }) => ({
          ...(namespace === undefined ? {} : { namespace: masker.text(namespace) }),
          ...(agent === undefined ? {} : { agent: masker.text(agent) }),
          key: masker.text(key),
          ...payload(leaving, value),
          ...(deleted === undefined ? {} : { deleted }),
          ...(version === undefined ? {} : { version }),
        })),
      };
    case 'log':
      // Some programs log what their tools gave.
      return {
        kind: event.kind,
        text: include.toolResults ? masker.text(event.text) : leftOut,
        ...payload(leaving, event.value),
      };
    case 'span':
    case 'error':
    case 'interrupt':
      return { kind: event.kind, ...payload(leaving, event.value) };
    case 'handoff':
      return { kind: event.kind, from: text(event.from), to: text(event.to) };
    case 'compaction': {
      const { kind, tokensBefore } = event;
      return { kind, ...(tokensBefore === undefined ? {} : { tokensBefore }) };
    }
    case 'unreadable':
      return { kind: event.kind, reason: masker.text(event.reason) };
  }
}

const payload = ({ untyped, masker }: Leaving, value: Json | undefined): { value?: Json } =>
  value === undefined ? {} : { value: untyped ? masker.json(value) : leftOut };

const sharedProvenance = (
  { masker }: Leaving,
  { by, seq, up, ignored, executor }: Provenance,
): Provenance => ({
  by,
  ...(seq === undefined ? {} : { seq }),
  ...(up === undefined ? {} : { up }),
  ...(ignored === undefined ? {} : { ignored: ignored.map((path) => masker.text(path)) }),
  ...(executor === undefined ? {} : { executor: masker.text(executor) }),
});

/** What a tool answered is often the message of its error. */
function sharedError({ masker, include }: Leaving, event: Event): EventError | null {
  if (event.error === null) return null;
  const { message, source, type } = event.error;
  const own = event.kind === 'model-call' || event.kind === 'error';
  return {
    message: include.toolResults || own ? masker.text(message) : leftOut,
    source: masker.text(source),
    ...(type === undefined ? {} : { type: masker.text(type) }),
  };
}

/**
 * An event as the reader of a share gets it: without the places of its records in the upload, without fields that
 * no typed field names, and with a first line of what is left.
 * @param said the messages that the event adds, as its reader gets them
 * @param events so many exist for the reader: a parent behind them does not
 */
export function sharedEvent(
  leaving: Leaving,
  event: Event,
  said: Message[],
  events: number,
): Event {
  const { masker, hash } = leaving;
  const { seq, parent, name, startedAt, durationMs, setup, saw, unfinished } = event;
  const shared: Event = {
    ...{ seq, type: masker.text(event.type), lane: masker.text(event.lane) },
    ...{ parent: parent !== null && parent < events ? parent : null },
    ...{ name: name === null ? null : masker.text(name), startedAt, durationMs, saw, unfinished },
    ...{ setup: setup === null ? null : hash(setup), said: event.said, hash: hash(event.hash) },
    ...{ sawFidelity: event.sawFidelity, saidFidelity: event.saidFidelity },
    ...{ error: sharedError(leaving, event), records: [], summary: event.summary },
    ...ownFields(leaving, event),
  };
  // A line is put together and cut: what it shows of its own is masked once more.
  return { ...shared, summary: masker.text(summaryOf(shared, said)) };
}
