'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from '@/components/data/api-client';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import type { Share } from '@/lib/api/share-contract';
import { counted, exactNumber } from '@/lib/view/format-number';
import { ago, clockTime } from '@/lib/view/format-time';
import { type ShareTarget, tracesOf } from './share-target';

/** Links that show a trace, newest first. */
const useShares = (traceId: string) =>
  useQuery(api.shares.list.queryOptions({ input: { traceId }, staleTime: 0 }));

/** The links there are to this trace or diff: who looked, until when, and a way to end each. */
export function ShareLinks({ target }: { target: ShareTarget }) {
  const [one, other] = tracesOf(target);
  const left = useShares(one);
  const right = useShares(other);
  const [now] = useState(() => Date.now());
  const onRight = new Set(right.data?.items.map(({ id }) => id));
  const shares = left.data?.items.filter(
    (share) => target.kind !== 'diff' || (share.kind !== 'trace' && onRight.has(share.id)),
  );
  if (left.error ?? right.error)
    return <p className="text-12 text-bad">The links there are could not be loaded.</p>;
  if (!shares || shares.length === 0) return null;
  return (
    <section aria-label="Links there are" className="-mx-4 border-line border-t">
      <h3 className="px-4 pt-3 pb-1 font-medium text-13">Links there are</h3>
      <ul>
        {shares.map((share) => (
          <ShareRow key={share.id} share={share} now={now} />
        ))}
      </ul>
    </section>
  );
}

function ShareRow({ share, now }: { share: Share; now: number }) {
  const queries = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => client.shares.revoke({ id: share.id }),
    onSuccess: () => queries.invalidateQueries({ queryKey: api.shares.list.key() }),
  });
  const state = stateOf(share, now);
  const made = Date.parse(share.createdAt);
  const last = share.lastViewedAt === null ? null : Date.parse(share.lastViewedAt);
  return (
    <li className="flex min-h-8 items-center gap-3 border-line border-t px-4 py-1 text-12">
      <div className="min-w-0 flex-1">
        <p className="flex min-w-0 flex-wrap items-center gap-x-2">
          <Badge>{share.kind}</Badge>
          <span title={clockTime(made)}>Made {ago(made, Math.max(now, made))}</span>
          <span className={state.live ? 'text-text-2' : 'text-text-3'}>{state.words}</span>
        </p>
        <p className="text-11 text-text-3 tabular-nums">
          {share.maxViews === null
            ? counted(share.views, 'view')
            : `${exactNumber(share.views)} of ${counted(share.maxViews, 'view')}`}
          {last !== null && (
            <span title={clockTime(last)}>, last {ago(last, Math.max(now, last))}</span>
          )}
          {share.passphrase && ', with a passphrase'}
          {share.masked > 0 && `, ${counted(share.masked, 'value')} masked`}
        </p>
        {revoke.isError && <p className="text-bad">It still works: {revoke.error.message}</p>}
      </div>
      {state.live && (
        <Button
          look="danger"
          disabled={revoke.isPending}
          onClick={() => revoke.mutate()}
          aria-label={`Revoke the link made ${clockTime(made)}`}
        >
          Revoke
        </Button>
      )}
    </li>
  );
}

function stateOf(
  { revokedAt, expiresAt, views, maxViews }: Share,
  now: number,
): { live: boolean; words: string } {
  if (revokedAt !== null) return { live: false, words: 'revoked' };
  // Whoever has it open reads on for a while: there is still something to end.
  if (maxViews !== null && views >= maxViews) return { live: true, words: 'used up' };
  if (expiresAt === null) return { live: true, words: 'never expires' };
  const end = Date.parse(expiresAt);
  return end <= now
    ? { live: false, words: 'expired' }
    : { live: true, words: `until ${clockTime(end).slice(0, 16)} UTC` };
}
