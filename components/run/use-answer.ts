'use client';

import { useMutation } from '@tanstack/react-query';
import { client } from '@/components/data/api-client';
import type { Json } from '@/lib/trace/json';
import type { RunState } from './use-run';

interface Answer {
  callId: string;
  output: Json;
  isError: boolean;
  /** The recorded result that it is, unchanged. */
  fromSeq?: number;
}

/** Sends the answer to a pending call. */
export const useAnswer = (runId: string, onAnswered: RunState['tell']) =>
  useMutation({
    mutationFn: (answer: Answer) => client.runs.answer({ id: runId, ...answer }),
    onSuccess: onAnswered,
  });
