'use client';

import { useEffect, useEffectEvent, useState } from 'react';
import type { Side } from '@/lib/replay/conversation-at';
import { columnsOf } from './columns';
import type { Draft } from './draft';
import { type Start, useBranch } from './use-branch';
import type { ForkPlan } from './use-fork-plan';

interface StartInput {
  traceId: string;
  seq: number;
  side: Side;
  draft: Draft;
  plan: ForkPlan;
  /** Something typed is no JSON. */
  invalid: boolean;
}

/** What the buttons of the composer do, and why they cannot. */
export function useStart({ traceId, seq, side, draft, plan, invalid }: StartInput) {
  const { chosen, edits, checking, control, repeatsMissing } = plan;
  const branch = useBranch();
  /** What somebody wants to resume as soon as it is looked through. */
  const [awaited, setAwaited] = useState<Draft | null>(null);
  const unready = unreadyOf(draft, plan, invalid);
  const missing = unready ?? missingOf(plan);
  const columns = chosen ? columnsOf(edits, chosen.choice, control) : [];
  const runs = columns.length * (repeatsMissing ? 1 : draft.repeats);

  const begin = (start: Start): void => {
    if (branch.isPending || unready) return;
    branch.mutate({
      ...{ id: traceId, seq, side, edits, start, policy: draft.policy },
      first: side === 'after' ? seq + 1 : seq,
    });
  };
  const resume = (): void => {
    if (missing || !chosen) return;
    const { choice, limits } = chosen;
    if (checking) setAwaited(draft);
    else if (runs > 1) begin({ kind: 'several', columns, repeats: draft.repeats, limits });
    else begin({ kind: 'run', endpoint: choice, limits });
  };
  const resumeNow = useEffectEvent(resume);
  useEffect(() => {
    if (!awaited || checking) return;
    setAwaited(null);
    // Whoever typed on meanwhile means something else.
    if (awaited === draft) resumeNow();
  }, [awaited, checking, draft]);
  return {
    ...{ branch, unready, missing, runs, resume },
    save: () => begin({ kind: 'save' }),
    isAwaited: awaited !== null,
  };
}

/** Why what is typed is no branch. */
function unreadyOf({ mode, append }: Draft, { made }: ForkPlan, invalid: boolean): string | null {
  if (invalid) return 'An edit is not valid JSON: mend or reset it.';
  if ('problem' in made) return made.problem;
  const empty = mode === 'append' && append.trim() === '';
  return empty ? 'Type the message to append, or continue unchanged.' : null;
}

/** Why nothing may be sent. */
function missingOf({ endpoint, unchecked, allowed, repeatsMissing }: ForkPlan): string | null {
  if ('missing' in endpoint.chosen) return endpoint.chosen.missing;
  if (unchecked) return 'What would be sent could not be looked through: see what is sent first.';
  if (!allowed) return 'Take out what looks like a secret, or tick that it is sent.';
  return repeatsMissing;
}
