'use client';

import { useMutation } from '@tanstack/react-query';
import { client } from '@/components/data/api-client';
import { useAnnounce } from '@/components/ui/announcer';
import type { Json } from '@/lib/trace/json';
import type { RunState } from './use-run';

interface Answer {
  callId: string;
  output: Json;
  isError: boolean;
  /** The recorded result that it is, unchanged. */
  fromSeq?: number;
}

/** Sends the answer to a pending call. Who was too late is told, also where the card is gone by then. */
export function useAnswer(runId: string, onAnswered: RunState['tell']) {
  const announce = useAnnounce();
  return useMutation({
    mutationFn: (answer: Answer) => client.runs.answer({ id: runId, ...answer }),
    onSuccess: onAnswered,
    onError: (error) => announce(error.message),
  });
}
