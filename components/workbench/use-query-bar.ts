'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useCallback, useDeferredValue, useMemo, useState } from 'react';
import type { TraceSource } from '@/components/data/trace-source';
import { useSettled } from '@/components/fork/use-settled';
import type { EventWindow } from '@/components/timeline/use-window';
import type { QueryContext } from '@/lib/replay/query/matches-row';
import type { Query, QueryError } from '@/lib/replay/query/query';
import type { Outline } from '@/lib/trace/outline';
import type { QueryProgress } from '@/lib/view/query-words';
import { type QueryLanguage, useQueryLanguage } from './use-query-language';

const modes = ['filter', 'highlight'] as const;
/** `filter` hides what does not match; `highlight` keeps it. */
type QueryMode = (typeof modes)[number];

const params = {
  q: parseAsString.withDefault(''),
  mode: parseAsStringLiteral(modes).withDefault('filter'),
};

/** Somebody who still writes is not told of mistakes, and the server not asked, until they rest so long. */
const restMs = 300;

/** A part of a query without which it would match something. */
interface QueryCure {
  /** The part as it stands in the query. */
  text: string;
  matches: number;
  /** The query without it. */
  without: string;
}

export interface QueryBar {
  text: string;
  setText(text: string): void;
  mode: QueryMode;
  setMode(mode: QueryMode): void;
  /** What matches, in the window, ascending; empty without a query. */
  seqs: readonly number[];
  /** The same for rows that have to be marked: none where they alone are listed. */
  marked: ReadonlySet<number>;
  /** Rows to list. */
  visible: Outline;
  /** Whether `visible` leaves any out. */
  filtered: boolean;
  /** Changes whenever other rows are listed for another reason than that more came in. */
  view: string;
  /** Events that could match: those of the window. */
  of: number;
  progress: QueryProgress;
  error: QueryError | null;
  /** Words and bodies were asked of a source that can only tell its rows. */
  rowsOnly: boolean;
  cures: readonly QueryCure[];
  /** Ends a search that takes long. */
  stop(): void;
  again(): void;
  language: QueryLanguage | undefined;
  context: QueryContext;
}

/** What a text asks: the last thing that could be read while its mistake may only be that it is not finished. */
type Asked = { query: Query | null; error: QueryError | null };
const nothing: Asked = { query: null, error: null };
/** Other queries are not asked again when an event is left out. */
const asksExcluded = /\bis\s*[:=]\s*"?excluded/i;
const noSeqs: readonly number[] = [];
const noMarks: ReadonlySet<number> = new Set();

/**
 * The query of a trace page and what comes of it. It lives in the address (`q`, `mode`). What rows can tell is
 * answered here and at once, the rest by the source.
 */
export function useQueryBar(
  source: TraceSource,
  rows: Outline,
  /** Whether all rows are there. */
  complete: boolean,
  context: QueryContext,
  window: EventWindow | null,
  /** Events that are left out, as the address names them. */
  x: string,
): QueryBar {
  const [{ q: text, mode }, set] = useQueryStates(params, { history: 'replace' });
  const setText = useCallback((q: string) => void set({ q: q === '' ? null : q }), [set]);
  const setMode = useCallback((next: QueryMode) => void set({ mode: next }), [set]);
  const language = useQueryLanguage();

  const { query, error } = useAsked(language, text);
  const isAsked = query !== null && query.root !== null;
  const inBodies = isAsked && language?.needsBodies(query) === true;
  const within = useDeferredValue(useMemo(() => cut(rows, window), [rows, window]));

  const here = useMemo(() => {
    if (!language || !query || query.root === null || (inBodies && source.find)) return null;
    const test = language.rowTest(query, context);
    return within.filter(test).map(({ seq }) => seq);
  }, [language, query, inBodies, source, context, within]);

  const left = inBodies && asksExcluded.test(query.text) ? x : '';
  const there = useFound(source, { q: inBodies ? query.text : '', x: left }, rows.length, complete);
  const seqs = useMemo(() => {
    if (!isAsked) return noSeqs;
    if (here) return here;
    const found = there.seqs ?? noSeqs;
    return window ? found.filter((seq) => seq >= window.from && seq <= window.to) : found;
  }, [isAsked, here, there.seqs, window]);

  const known = isAsked && (here !== null || there.seqs !== null);
  const visible = useMemo(
    () => (known && mode === 'filter' ? seqs.flatMap((seq) => rows[seq] ?? []) : within),
    [known, mode, seqs, rows, within],
  );
  const marked = useMemo(
    () => (mode === 'highlight' && known ? new Set(seqs) : noMarks),
    [mode, known, seqs],
  );
  const progress: QueryProgress = !isAsked
    ? { state: error ? 'error' : text.trim() !== '' ? 'searching' : 'everything', found: null }
    : here
      ? { state: 'answered', found: here.length }
      : there.state === 'answered'
        ? { state: 'answered', found: seqs.length }
        : there.state === 'searching'
          ? { state: 'searching', found: null }
          : { state: there.state };

  const isEmpty = progress.state === 'answered' && progress.found === 0;
  const cures = useMemo(
    () => (isEmpty && language && query ? curesOf(language, query, within, context) : []),
    [isEmpty, language, query, within, context],
  );
  return {
    ...{ text, setText, mode, setMode, seqs, marked, visible, cures, language, context },
    // What is shown of a text that is gone by now may lag behind it.
    error: text === '' ? null : error,
    ...{ progress, stop: there.stop, again: there.again },
    filtered: visible.length < rows.length,
    view: `${known ? `${mode} ${query?.text}` : ''} ${window ? `${window.from}..${window.to}` : ''}`,
    of: within.length,
    rowsOnly: inBodies && source.find === null,
  };
}

function useAsked(language: QueryLanguage | undefined, text: string): Asked {
  const rested = useSettled(text, restMs);
  const [last, setLast] = useState(nothing);
  const parsed = useMemo(
    () => (language && text.trim() !== '' ? language.parseQuery(text) : null),
    [language, text],
  );
  const now: Asked =
    parsed === null
      ? nothing
      : 'query' in parsed
        ? { query: parsed.query, error: null }
        : rested === text
          ? { query: null, error: parsed.error }
          : last;
  if (now.query !== last.query || now.error !== last.error) setLast(now);
  return now;
}

/** Asks the source, as long as `q` is not empty. A trace that grows is asked again, once it rests. */
function useFound(
  source: TraceSource,
  { q, x }: { q: string; x: string },
  length: number,
  complete: boolean,
) {
  const queries = useQueryClient();
  const rested = useSettled(q, restMs) ?? '';
  const upTo = useSettled(complete ? String(length) : null, 1000);
  const queryKey = [...source.key, 'find', x, rested, upTo];
  const { find } = source;
  const isAsked = q !== '' && find !== null;
  const { data, isPlaceholderData, fetchStatus, error, refetch } = useQuery({
    queryKey,
    queryFn: ({ signal }) => find?.(rested, x, signal) ?? { seqs: [], total: 0 },
    enabled: isAsked && rested !== '' && upTo !== null,
    placeholderData: (before, query) =>
      // The same question to a shorter trace: still true as far as it goes.
      query?.queryKey.at(-2) === rested && query.queryKey.at(-3) === x ? before : undefined,
  });
  const waits = rested !== q || upTo === null || fetchStatus === 'fetching';
  const isKnown = rested === q && data !== undefined;
  const state: 'answered' | 'failed' | 'searching' | 'stopped' =
    isKnown && !isPlaceholderData ? 'answered' : waits ? 'searching' : error ? 'failed' : 'stopped';
  return {
    seqs: isAsked && isKnown ? data.seqs : null,
    state,
    stop: () => void queries.cancelQueries({ queryKey }),
    again: () => void refetch(),
  };
}

const cut = (rows: Outline, window: EventWindow | null): Outline =>
  window ? rows.slice(window.from, window.to + 1) : rows;

function curesOf(
  language: QueryLanguage,
  query: Query,
  rows: Outline,
  context: QueryContext,
): QueryCure[] {
  const { root, text } = query;
  return language.explainEmpty(query, rows, context).map((blocker) => {
    const rest =
      root?.type === 'and'
        ? root.nodes.filter(({ start, end }) => text.slice(start, end) !== blocker.text)
        : [];
    const without: Query = { text, root: null };
    if (rest.length > 0) without.root = { type: 'and', nodes: rest, start: 0, end: text.length };
    return { ...blocker, without: language.printQuery(without) };
  });
}
