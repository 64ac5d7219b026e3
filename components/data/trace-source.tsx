'use client';

import { createContext, use } from 'react';
import type { PoolMessage } from '@/lib/api/body-contract';
import type { OutlinePage } from '@/lib/api/outline-page';
import type { Event } from '@/lib/trace/event';
import type { Setup } from '@/lib/trace/setup';
import { client } from './api-client';

/** Where the bodies of one trace come from: the trace itself, or what a share shows of it. */
export interface TraceSource {
  /** Beginning of every query key of this trace. */
  key: readonly [string, ...string[]];
  /** At most `limit` rows, of which a page may hold 10,000. */
  outline(from: number, limit: number, signal?: AbortSignal): Promise<OutlinePage>;
  event(seq: number, signal?: AbortSignal): Promise<Event>;
  messages(ranges: string, signal?: AbortSignal): Promise<PoolMessage[]>;
  setup(hash: string, signal?: AbortSignal): Promise<Setup>;
  /** Events that hold a text anywhere in their content; null where the source cannot search. */
  find: ((q: string, signal?: AbortSignal) => Promise<{ seqs: number[]; total: number }>) | null;
  /** Addresses of raw bytes; null where the source shows none. */
  recordUrl: ((file: number, start: number, end: number) => string) | null;
  blobUrl: ((sha256: string) => string) | null;
}

export function traceSource(id: string): TraceSource {
  const path = `/api/traces/${id}`;
  return {
    key: ['trace', id],
    outline: (from, limit, signal) => client.traces.outline({ id, from, limit }, { signal }),
    ...bodies(path),
    find: (q, signal) => client.traces.find({ id, q }, { signal }),
    recordUrl: (file, start, end) => `${path}/records?file=${file}&start=${start}&end=${end}`,
    blobUrl: (sha256) => `${path}/blobs/${sha256}`,
  };
}

export function sharedSource(token: string, side: 'a' | 'b'): TraceSource {
  const path = `/api/s/${token}/${side}`;
  return {
    key: ['shared', token, side],
    outline: (from, limit, signal) =>
      client.shared.outline({ token, side, from, limit }, { signal }),
    ...bodies(path),
    find: null,
    recordUrl: null,
    blobUrl: (sha256) => `${path}/blobs/${sha256}`,
  };
}

/** See `bodyContract`: plain JSON, so that no key of a trace is lost on the way. */
const bodies = (path: string): Pick<TraceSource, 'event' | 'messages' | 'setup'> => ({
  event: (seq, signal) => get<Event>(`${path}/events/${seq}`, signal),
  messages: async (ranges, signal) =>
    (await get<{ items: PoolMessage[] }>(`${path}/messages?ranges=${ranges}`, signal)).items,
  setup: (hash, signal) => get<Setup>(`${path}/setups/${hash}`, signal),
});

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
