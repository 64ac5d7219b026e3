'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from '@/components/data/api-client';
import { UndoBar } from '@/components/ui/undo-bar';
import type { TraceSummary } from '@/lib/api/trace-contract';

/** Deletes at once and offers to take it back: nothing is gone until storage is cleaned. */
export function useDelete() {
  const queries = useQueryClient();
  const [gone, setGone] = useState<TraceSummary | null>(null);
  const refresh = () => queries.invalidateQueries({ queryKey: api.traces.key() });
  const remove = useMutation({
    mutationFn: (trace: TraceSummary) => client.traces.remove({ id: trace.id }),
    onSuccess: async (_, trace) => {
      setGone(trace);
      await refresh();
    },
  });
  const restore = useMutation({
    mutationFn: (trace: TraceSummary) => client.traces.restore({ id: trace.id }),
    onSuccess: async () => {
      setGone(null);
      await refresh();
    },
  });
  const failed = remove.isError || restore.isError;
  return {
    remove: remove.mutate,
    undoBar: (
      <UndoBar
        message={failed ? 'That did not work; nothing was changed' : gone && `Deleted ${gone.name}`}
        onUndo={() => gone && restore.mutate(gone)}
        onDismiss={() => {
          setGone(null);
          remove.reset();
          restore.reset();
        }}
      />
    ),
  };
}
