'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, client } from '@/components/data/api-client';
import { useAnnounce } from '@/components/ui/announcer';

export interface Mark {
  id: string;
  pinned?: boolean;
  archived?: boolean;
}

const said = ({ pinned, archived }: Mark): string => {
  if (archived !== undefined) return archived ? 'Archived' : 'Taken out of the archive';
  return pinned ? 'Pinned' : 'No longer pinned';
};

/** Pins or archives a trace, wherever it is listed. */
export function useMark(): (mark: Mark) => void {
  const queries = useQueryClient();
  const announce = useAnnounce();
  const { mutate } = useMutation({
    mutationFn: (mark: Mark) => client.traces.mark(mark),
    onSuccess: (_, mark) => {
      announce(said(mark));
      return queries.invalidateQueries({ queryKey: api.traces.key() });
    },
    onError: (error) => announce(error.message),
  });
  return mutate;
}
