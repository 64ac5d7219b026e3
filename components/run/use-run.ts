'use client';

import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api, client } from '@/components/data/api-client';
import type { TraceSource } from '@/components/data/trace-source';
import { addOutlineRows, loadedUpTo, useLoadedPages } from '@/components/data/use-outline';
import type { Run, RunUpdate } from '@/lib/api/run-contract';
import { followRun, isOver, newerRun } from './follow-run';

/** A reply in the making is painted at most 20 times a second. */
const paintMs = 50;

export type PartialUpdate = Extract<RunUpdate, { type: 'partial' }>;

export interface RunState {
  /** null until the server has told. */
  run: Run | null;
  /** The reply so far; null between replies. */
  partial: PartialUpdate | null;
  /** Whether updates come in; while not, it is tried again. */
  linked: boolean;
  /** Takes what the server answered to a cancel or an answer, before the stream says the same. */
  tell: (run: Run) => void;
  /** Takes a run that goes on after it had ended, and follows it anew. */
  follow: (run: Run) => void;
}

interface Seen {
  runId: string;
  run: Run | null;
  partial: PartialUpdate | null;
  linked: boolean;
}

/**
 * Follows a run: its rows go into the outline of the trace, the rest is returned. A run that has ended is asked for
 * once, which brings rows that were made while nobody looked.
 */
export function useRun(runId: string | null, source: TraceSource): RunState {
  const queries = useQueryClient();
  const ready = useLoadedPages(source) !== undefined;
  const [seen, setSeen] = useState<Seen | null>(null);
  const [round, setRound] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round is a new stream
  useEffect(() => {
    if (runId === null || !ready) return;
    const abort = new AbortController();
    const { signal } = abort;
    const show = (change: Omit<Partial<Seen>, 'runId'>) =>
      setSeen((old) => ({ ...(old?.runId === runId ? old : begun(runId)), ...change }));
    const { take, stop } = painter(queries, source, show);
    void followRun({
      open: (to) =>
        client.runs.updates(
          { id: runId, after: loadedUpTo(queries, source) ?? -1 },
          { signal: to },
        ),
      take,
      onLink: (linked) => show({ linked }),
      signal,
      wait,
    });
    return () => {
      abort.abort();
      stop();
    };
  }, [runId, ready, queries, source, round]);

  const { run, partial, linked } = seen && seen.runId === runId ? seen : begun(runId ?? '');
  const over = run !== null && isOver(run);
  useEffect(() => {
    if (!over) return;
    // Somebody may have let it go on in another window: its stream here has ended.
    const look = (): void => setRound((before) => before + 1);
    window.addEventListener('focus', look);
    return () => window.removeEventListener('focus', look);
  }, [over]);
  const tell = (told: Run): void =>
    setSeen((old) => {
      const known = old?.runId === told.id ? old : begun(told.id);
      return { ...known, run: newerRun(known.run, told) };
    });
  const follow = (told: Run): void => {
    setSeen({ ...begun(told.id), run: told });
    setRound((before) => before + 1);
  };
  return { run, partial, linked, tell, follow };
}

const begun = (runId: string): Seen => ({ runId, run: null, partial: null, linked: true });

/** Collects what comes in and shows it all at once, at most every 50 ms. */
function painter(
  queries: QueryClient,
  source: TraceSource,
  show: (change: { run?: Run; partial?: PartialUpdate | null }) => void,
) {
  let waiting: RunUpdate[] = [];
  let timer: ReturnType<typeof setTimeout> | null = null;
  const paint = (): void => {
    timer = null;
    const updates = waiting;
    waiting = [];
    const change: { run?: Run; partial?: PartialUpdate | null } = {};
    for (const update of updates) {
      if (update.type === 'run') change.run = update.run;
      if (update.type === 'partial') change.partial = update;
      if (update.type === 'event') {
        queries.setQueryData([...source.key, 'event', update.event.seq], update.event);
        // It is whole now, or it failed.
        if (update.row.kind === 'model-call' || update.row.kind === 'error') change.partial = null;
      }
    }
    addOutlineRows(
      queries,
      source,
      updates.flatMap((update) => (update.type === 'event' ? [update.row] : [])),
    );
    if (change.run && change.run.status !== 'running') change.partial = null;
    show(change);
    if (change.run && isOver(change.run))
      void queries.invalidateQueries({ queryKey: api.traces.key() });
  };
  return {
    take: (update: RunUpdate): void => {
      waiting.push(update);
      timer ??= setTimeout(paint, paintMs);
    },
    stop: (): void => {
      if (timer !== null) clearTimeout(timer);
    },
  };
}

const wait = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
