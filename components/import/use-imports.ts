'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { api, client } from '@/components/data/api-client';
import type { ImportState } from '@/lib/api/import-contract';
import { type PickedFile, UploadRefused, upload } from './upload';

export interface ImportTask {
  key: number;
  name: string;
  sent: number;
  total: number;
  /** What the server says, once it has the bytes. */
  state: ImportState | null;
  refused: { message: string; hint: string | null } | null;
}

const ended = new Set<ImportState['phase']>(['done', 'duplicate', 'failed', 'cancelled']);
export const isEnded = (task: ImportTask): boolean =>
  task.refused !== null || (task.state !== null && ended.has(task.state.phase));

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** All uploads of this page, each from its first byte to its traces. */
export function useImports(onDone: (state: ImportState) => void) {
  const [tasks, setTasks] = useState<ImportTask[]>([]);
  const queries = useQueryClient();
  const stops = useRef(new Map<number, AbortController>());
  const next = useRef(0);

  const patch = useCallback(
    (key: number, change: Partial<ImportTask>) =>
      setTasks((all) => all.map((task) => (task.key === key ? { ...task, ...change } : task))),
    [],
  );

  /** Follows an import until it has ended or waits for a choice. */
  const follow = useCallback(
    async (key: number, first: ImportState, stop: AbortSignal, known: 'open' | 'tell' = 'tell') => {
      let state = first;
      patch(key, { state });
      while (!ended.has(state.phase) && state.phase !== 'choose' && !stop.aborted) {
        await pause(150);
        state = await client.imports.get({ id: state.id });
        patch(key, { state });
      }
      if (state.phase === 'done' || state.phase === 'duplicate') {
        await queries.invalidateQueries({ queryKey: api.traces.list.key() });
        // Bytes that are here already made nothing: the tray says so and offers to open what they once made.
        if (state.phase === 'done' || known === 'open') onDone(state);
      }
    },
    [patch, queries, onDone],
  );

  const begin = useCallback(
    async (
      name: string,
      total: number,
      send: (key: number, stop: AbortSignal) => Promise<ImportState>,
      known?: 'open' | 'tell',
    ) => {
      const key = next.current;
      next.current += 1;
      const stop = new AbortController();
      stops.current.set(key, stop);
      setTasks((all) => [...all, { key, name, sent: 0, total, state: null, refused: null }]);
      try {
        await follow(key, await send(key, stop.signal), stop.signal, known);
      } catch (error) {
        const hint = error instanceof UploadRefused ? error.hint : null;
        const message = error instanceof Error ? error.message : 'The upload failed';
        patch(key, { refused: { message, hint } });
      }
    },
    [follow, patch],
  );

  const send = useCallback(
    (files: readonly PickedFile[]) => {
      const [first] = files;
      if (!first) return;
      const total = files.reduce((sum, { file }) => sum + file.size, 0);
      const name = files.length === 1 ? first.path : `${first.path} and ${files.length - 1} more`;
      void begin(name, total, (key, signal) =>
        upload(files, { signal, onProgress: (sent, all) => patch(key, { sent, total: all }) }),
      );
    },
    [begin, patch],
  );

  const openSample = useCallback(
    (id: string, title: string) =>
      void begin(title, 0, () => client.imports.openSample({ id }), 'open'),
    [begin],
  );

  const reread = useCallback(
    (traceId: string, name: string, format?: string) =>
      void begin(name, 0, async () => {
        const { importId } = await client.traces.reread({ id: traceId, format });
        return client.imports.get({ id: importId });
      }),
    [begin],
  );

  const choose = useCallback(
    async (task: ImportTask, parts: string[]) => {
      const stop = stops.current.get(task.key);
      if (!task.state || !stop) return;
      await follow(
        task.key,
        await client.imports.choose({ id: task.state.id, parts }),
        stop.signal,
      );
    },
    [follow],
  );

  const cancel = useCallback(
    async (task: ImportTask) => {
      stops.current.get(task.key)?.abort();
      if (task.state && !isEnded(task))
        patch(task.key, { state: await client.imports.cancel({ id: task.state.id }) });
    },
    [patch],
  );

  const dismiss = useCallback(
    (key: number) => setTasks((all) => all.filter((task) => task.key !== key)),
    [],
  );

  return { tasks, send, openSample, reread, choose, cancel, dismiss };
}
