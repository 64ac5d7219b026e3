'use client';

import { createContext, use } from 'react';
import type { PoolMessage, RawRecord } from '@/lib/api/body-contract';
import type { ContextDiff } from '@/lib/api/diff-contract';
import type { OutlinePage } from '@/lib/api/outline-page';
import type { ListedAuditEntry, StateHistory, StatePage } from '@/lib/api/state-contract';
import type { Side } from '@/lib/replay/conversation-at';
import type { KeyName } from '@/lib/replay/state/state-fold';
import type { StateFilter } from '@/lib/replay/state/state-index';
import type { Event } from '@/lib/trace/event';
import type { Setup } from '@/lib/trace/setup';
import { client } from './api-client';
import { type ReadFacts, traceFacts } from './fact-source';
import { traceWhatIf, type WhatIf } from './what-if';

/** A moment of a trace: what a model saw there, or what stood there afterwards. */
export interface ContextPoint {
  /** `TraceSource.name` of the trace. */
  name: string;
  seq: number;
  side: Side;
}

/** Where the bodies of one trace come from: the trace itself, or what a share shows of it. */
export interface TraceSource {
  /** Beginning of every query key of this trace. */
  key: readonly [string, ...string[]];
  /** What it is called among the traces that it can be compared with. */
  name: string;
  /** At most `limit` rows, of which a page may hold 10,000. */
  outline(from: number, limit: number, signal?: AbortSignal): Promise<OutlinePage>;
  event(seq: number, signal?: AbortSignal): Promise<Event>;
  messages(ranges: string, signal?: AbortSignal): Promise<PoolMessage[]>;
  setup(hash: string, signal?: AbortSignal): Promise<Setup>;
  /** What two models saw, at a moment of this trace and at one of another of the same kind of source. */
  context(a: ContextPoint, b: ContextPoint, signal?: AbortSignal): Promise<ContextDiff>;
  /** Events that a query keeps, ascending; null where the source tells no more than its rows. `x`: left-out events. */
  find:
    | ((q: string, x: string, signal?: AbortSignal) => Promise<{ seqs: number[]; total: number }>)
    | null;
  /** Addresses of raw bytes; null where the source does not tell where they stand. */
  recordUrl: ((file: number, start: number, end: number) => string) | null;
  /** The records behind an event, from a source that has no `recordUrl`; null where it shows none. */
  records: ((seq: number, signal?: AbortSignal) => Promise<RawRecord[]>) | null;
  blobUrl: ((sha256: string) => string) | null;
  /** Keys and values at any event; null where they are no part of what the source shows. */
  state: StateSource | null;
  /** What is known of the run after an event; null where it is no part of what the source shows. */
  facts: ReadFacts | null;
  /** The trace with events left out; null where the source cannot tell. */
  whatIf: WhatIf | null;
}

export interface StateSource {
  read(
    asked: StateFilter & { seq: number; offset: number },
    signal?: AbortSignal,
  ): Promise<StatePage>;
  history(asked: KeyName & { offset: number }, signal?: AbortSignal): Promise<StateHistory>;
  /** Lines of the audit trail, from event `start` on: at least `limit`, and whole events. */
  audit(start: number, limit: number, signal?: AbortSignal): Promise<ListedAuditEntry[]>;
  auditUrl(format: 'json' | 'ndjson'): string;
}

export function traceSource(id: string): TraceSource {
  const path = `/api/traces/${id}`;
  return {
    key: ['trace', id],
    name: id,
    outline: (from, limit, signal) => client.traces.outline({ id, from, limit }, { signal }),
    ...bodies(path),
    context: (a, b, signal) => client.diffs.context(pointsOf(a, b), { signal }),
    find: (q, x, signal) => client.traces.find({ id, q, x }, { signal }),
    recordUrl: (file, start, end) => `${path}/records?file=${file}&start=${start}&end=${end}`,
    records: null,
    blobUrl: (sha256) => `${path}/blobs/${sha256}`,
    whatIf: traceWhatIf(id, get),
    state: stateSource(path),
    facts: traceFacts(path, get),
  };
}

/** `raw`: the share includes the records as they came. */
export function sharedSource(
  token: string,
  side: string,
  { raw = false }: { raw?: boolean } = {},
): TraceSource {
  const path = `/api/s/${token}/${side}`;
  return {
    key: ['shared', token, side],
    name: side,
    outline: (from, limit, signal) =>
      client.shared.outline({ token, side, from, limit }, { signal }),
    ...bodies(path),
    context: (a, b, signal) => client.shared.context({ token, ...pointsOf(a, b) }, { signal }),
    find: null,
    recordUrl: null,
    records: raw
      ? async (seq, signal) =>
          (await get<{ items: RawRecord[] }>(`${path}/records/${seq}`, signal)).items
      : null,
    blobUrl: (sha256) => `${path}/blobs/${sha256}`,
    whatIf: null,
    state: null,
    facts: null,
  };
}

const pointsOf = (a: ContextPoint, b: ContextPoint) => ({
  ...{ a: a.name, aSeq: a.seq, aSide: a.side },
  ...{ b: b.name, bSeq: b.seq, bSide: b.side },
});

/** See `bodyContract`: plain JSON, so that no key of a trace is lost on the way. */
const bodies = (path: string): Pick<TraceSource, 'event' | 'messages' | 'setup'> => ({
  event: (seq, signal) => get<Event>(`${path}/events/${seq}`, signal),
  messages: async (ranges, signal) =>
    (await get<{ items: PoolMessage[] }>(`${path}/messages?ranges=${ranges}`, signal)).items,
  setup: (hash, signal) => get<Setup>(`${path}/setups/${hash}`, signal),
});

const stateSource = (path: string): StateSource => ({
  read: (asked, signal) => get<StatePage>(`${path}/state?${query(asked)}`, signal),
  history: (asked, signal) => get<StateHistory>(`${path}/state/history?${query(asked)}`, signal),
  audit: (start, limit, signal) =>
    get<ListedAuditEntry[]>(
      `${path}/audit?${query({ format: 'json', short: 1, start, limit })}`,
      signal,
    ),
  auditUrl: (format) => `${path}/audit?format=${format}`,
});

/** What is given, as a query. */
const query = (asked: object): string =>
  new URLSearchParams(
    Object.entries(asked).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    ),
  ).toString();

async function get<Body>(path: string, signal?: AbortSignal): Promise<Body> {
  const response = await fetch(path, { signal });
  if (!response.ok)
    throw Object.assign(new Error(`The server answered ${response.status}`), {
      status: response.status,
    });
  // The server validated it on its way out of the store.
  return (await response.json()) as Body;
}

const SourceContext = createContext<TraceSource | null>(null);

export const TraceSourceProvider = SourceContext.Provider;

export function useTraceSource(): TraceSource {
  const source = use(SourceContext);
  if (!source) throw new Error('No trace source above this component');
  return source;
}
