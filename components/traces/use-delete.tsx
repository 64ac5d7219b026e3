'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { parseAsString, useQueryState } from 'nuqs';
import { useState } from 'react';
import { api, client } from '@/components/data/api-client';
import { UndoBar } from '@/components/ui/undo-bar';
import type { TraceSummary } from '@/lib/api/trace-contract';

type Gone = Pick<TraceSummary, 'id' | 'name'>;

/** Deletes at once and offers to take it back: nothing is gone until storage is cleaned. */
export function useDelete() {
  const queries = useQueryClient();
  // A trace that was deleted on its own page is named in the address.
  const [elsewhere, setElsewhere] = useQueryState('deleted', parseAsString);
  const [here, setHere] = useState<Gone | null>(null);
  const gone = here ?? (elsewhere === null ? null : { id: elsewhere, name: 'the trace' });
  const setGone = (next: Gone | null): void => {
    setHere(next);
    void setElsewhere(null);
  };
  const refresh = () => queries.invalidateQueries({ queryKey: api.traces.key() });
  const remove = useMutation({
    mutationFn: (trace: TraceSummary) => client.traces.remove({ id: trace.id }),
    onSuccess: async (_, trace) => {
      setGone(trace);
      await refresh();
    },
  });
  const restore = useMutation({
    mutationFn: (trace: Gone) => client.traces.restore({ id: trace.id }),
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
