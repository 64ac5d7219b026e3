'use client';

import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '@/components/data/api-client';
import type { SharedMatter, ShareFinding, ShareInclude } from '@/lib/api/share-contract';
import { firstInclude, includeOf } from './share-include';
import { choicesOf, type ShareTarget } from './share-target';

export type ShareDraft = ReturnType<typeof useShareDraft>;

/**
 * What a person puts together to hand over, and what was found when it was looked through. Nothing is looked through
 * before `look`; from then on every change of what is shared is.
 */
export function useShareDraft(page: ShareTarget) {
  const queries = useQueryClient();
  const [target, setTarget] = useState<ShareTarget>(choicesOf(page)[0].target);
  const [ticked, setTicked] = useState<ShareInclude>(firstInclude);
  const [looked, setLooked] = useState(false);
  // What stays as it is, and not what is masked: a value that turns up later is masked, too.
  const [bare, setBare] = useState<ReadonlySet<string>>(new Set());
  const [texts, setTexts] = useState<readonly string[]>([]);
  const [before, setBefore] = useState<ReadonlySet<string> | null>(null);

  const include = includeOf(target, ticked);
  const options = api.shares.findings.queryOptions({
    input: { target, include, mask: { findings: [], texts: [...texts] } },
    enabled: looked,
    staleTime: 0,
    gcTime: 0,
    placeholderData: keepPreviousData,
  });
  const review = useQuery(options);
  const findings: readonly ShareFinding[] = review.data?.findings ?? [];
  const looking = looked && (review.isFetching || review.isPlaceholderData);

  return {
    ...{ target, setTarget, include, setTicked, looked, looking, findings, texts },
    look: () => setLooked(true),
    error: review.error,
    characters: review.data?.characters ?? null,
    /** Says what was looked at; null until it was. */
    reviewed: looked && !looking && !review.error ? (review.data?.reviewed ?? null) : null,
    counts: new Map(review.data?.texts.map(({ text, count }) => [text, count])),
    isMasked: (id: string): boolean => !bare.has(id),
    mask: (ids: readonly string[], masked: boolean): void =>
      setBare((old) => {
        const next = new Set(old);
        for (const id of ids) {
          if (masked) next.delete(id);
          else next.add(id);
        }
        return next;
      }),
    addText: (text: string): void => setTexts((old) => (old.includes(text) ? old : [...old, text])),
    removeText: (text: string): void => setTexts((old) => old.filter((one) => one !== text)),
    /** The server found something else than was seen here: looks again and keeps what was chosen. */
    lookAgain: (): void => {
      setBefore(new Set(findings.map(({ id }) => id)));
      void queries.invalidateQueries({ queryKey: options.queryKey });
    },
    /** Whether something changed under the eyes of the person. */
    changed: before !== null,
    isNew: (id: string): boolean => before !== null && !before.has(id),
    matter: (view: string): SharedMatter => ({
      // The view of a page of a trace says nothing of its lineage.
      target: target.kind === page.kind || target.kind !== 'tree' ? { ...target, view } : target,
      include,
      mask: {
        findings: findings.map(({ id }) => id).filter((id) => !bare.has(id)),
        texts: [...texts],
      },
    }),
  };
}
