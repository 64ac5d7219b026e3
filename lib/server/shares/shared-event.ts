import type { Event } from '@/lib/trace/event';

/** An event's own fields, kind by kind: what is not named here does not leave. */
function ownFields(event: Event) {
  switch (event.kind) {
    case 'message':
      return { kind: event.kind, role: event.role };
    case 'model-call': {
      const { kind, model, usage, costUsd, finishReason } = event;
      return { kind, model, usage, costUsd, finishReason };
    }
    case 'tool-call': {
      const { kind, callId, tool, input } = event;
      return { kind, callId, tool, input };
    }
    case 'tool-result': {
      const { kind, callId, tool, call, provenance } = event;
      return { kind, callId, tool, call, ...(provenance ? { provenance } : {}) };
    }
    case 'edit':
      return { kind: event.kind, edits: event.edits };
    case 'state':
      return { kind: event.kind, operations: event.operations };
    case 'log': {
      const { kind, text, value } = event;
      return { kind, text, ...(value === undefined ? {} : { value }) };
    }
    case 'span':
    case 'error':
    case 'interrupt': {
      const { kind, value } = event;
      return { kind, ...(value === undefined ? {} : { value }) };
    }
    case 'handoff':
      return { kind: event.kind, from: event.from, to: event.to };
    case 'compaction': {
      const { kind, tokensBefore } = event;
      return { kind, ...(tokensBefore === undefined ? {} : { tokensBefore }) };
    }
    case 'unreadable':
      return { kind: event.kind, reason: event.reason };
  }
}

/**
 * An event as the reader of a share gets it: without the places of its records in the upload and without
 * fields that no typed field names.
 */
export function sharedEvent(event: Event): Event {
  const { seq, type, lane, parent, name, startedAt, durationMs, setup, saw, said } = event;
  const { sawFidelity, saidFidelity, error, unfinished, hash, summary } = event;
  return {
    ...{ seq, type, lane, parent, name, startedAt, durationMs, setup, saw, said },
    ...{ sawFidelity, saidFidelity, error, unfinished, hash, summary },
    records: [],
    ...ownFields(event),
  };
}
