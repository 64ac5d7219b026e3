'use client';

import { useState } from 'react';
import { isCovered, leaveFor, type SendLeave } from '@/components/fork/findings';
import { usePrepared } from '@/components/fork/use-prepared';
import type { Run } from '@/lib/api/run-contract';
import type { TraceDetail } from '@/lib/api/trace-contract';
import { type ChosenEndpoint, leavesMachine } from './endpoint-draft';

/**
 * What in a branch looks like a secret, looked at before it is sent to a host that this run has not been at.
 * The run's own host has had it all already.
 */
export function useFirstLook(
  { id, totals }: Pick<TraceDetail, 'id' | 'totals'>,
  run: Run | null,
  chosen: ChosenEndpoint | null,
) {
  const [leave, setLeave] = useState<SendLeave | null>(null);
  const host = chosen?.endpoint.host ?? null;
  const known = host !== null && (run?.egress.includes(host) ?? false);
  const wanted = chosen !== null && leavesMachine(chosen.endpoint) && !known && totals.events > 0;
  const { prepared, stale, error } = usePrepared(
    wanted
      ? { id, seq: totals.events - 1, side: 'after', edits: [], endpoint: chosen.choice }
      : null,
  );
  const findings = wanted ? (prepared?.findings ?? []) : [];
  const allowed = isCovered(leave, host, findings);
  return {
    ...{ findings, allowed },
    allow: (is: boolean) => setLeave(is ? leaveFor(host, findings) : null),
    missing: error
      ? `What would be sent could not be looked through: ${error.message}`
      : wanted && stale
        ? 'Looking through what would be sent…'
        : allowed
          ? null
          : 'Take out what looks like a secret, or tick that it is sent.',
  };
}
