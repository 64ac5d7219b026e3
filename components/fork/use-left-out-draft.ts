'use client';

import { useQueries } from '@tanstack/react-query';
import { parseAsString, useQueryState } from 'nuqs';
import { useMemo } from 'react';
import { useTraceSource } from '@/components/data/trace-source';
import type { CounterfactualAnswer } from '@/lib/api/counterfactual-contract';
import { leaveOutEdits } from '@/lib/replay/counterfactual/left-out';
import { type Draft, emptyDraft } from './draft';

/** Edits that one fork may have. */
const mostEdits = 500;

const sides = ['before', 'after'] as const;

/**
 * The draft of a fork without the events that the address leaves out: an edit for each message that would not be
 * there, on both sides of the event. `trouble` says why it cannot be made. Asked for only where `seq` is given.
 */
export function useLeftOutDraft(seq: number | null): {
  x: string;
  draft: Draft | null;
  trouble: string | null;
} {
  const { key, whatIf } = useTraceSource();
  const [x] = useQueryState('x', parseAsString.withDefault(''));
  const answers = useQueries({
    queries: sides.map((side) => ({
      queryKey: [...key, 'without', 'messages', { seq, side, x }],
      queryFn: ({ signal }: { signal: AbortSignal }) => {
        if (!whatIf || seq === null) throw new Error('Nothing can be asked here');
        return whatIf.without({ seq, side, x }, 'messages', signal);
      },
      enabled: whatIf !== null && seq !== null,
    })),
  });
  const [before, after] = answers.map(({ data }) => data?.messages);
  const failed = answers.find(({ error }) => error)?.error;
  return useMemo(() => {
    if (failed) return { x, draft: null, trouble: failed.message };
    if (!before || !after) return { x, draft: null, trouble: null };
    const many = [before, after].find(({ changed }) => changed > mostEdits);
    if (many) return { x, draft: null, trouble: tooMany(many) };
    const messages = {
      before: leaveOutEdits(before.changes),
      after: leaveOutEdits(after.changes),
    };
    return { x, draft: { ...emptyDraft, messages }, trouble: null };
  }, [x, before, after, failed]);
}

const tooMany = ({ changed }: NonNullable<CounterfactualAnswer['messages']>): string =>
  `${changed} messages would be left out: a fork can have ${mostEdits} edits at most.`;
