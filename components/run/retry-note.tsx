'use client';

import { Callout } from '@/components/ui/callout';
import type { Run } from '@/lib/api/run-contract';
import { exactNumber } from '@/lib/view/format-number';
import { secondsUntil } from './run-words';
import { useNow } from './use-now';

/** Why the same request is about to be sent again, and when. */
export function RetryNote({
  activity: { failure, attempt, of, at },
}: {
  activity: Extract<NonNullable<Run['activity']>, { type: 'retrying' }>;
}) {
  const seconds = secondsUntil(at, useNow(true));
  const when = seconds > 0 ? `in ${exactNumber(seconds)} s` : 'now';
  return (
    <Callout
      tone="warn"
      title={failure.message}
      next={`It is tried again ${when}, attempt ${attempt} of ${of}.`}
    />
  );
}
