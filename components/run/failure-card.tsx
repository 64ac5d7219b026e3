'use client';

import { Settings } from 'lucide-react';
import Link from 'next/link';
import { Button, buttonClasses } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import type { Run, RunFailure } from '@/lib/api/run-contract';
import { exactNumber } from '@/lib/view/format-number';
import { ModelChoice } from './model-choice';
import { secondsUntil } from './run-words';
import { TrimChoices } from './trim-choices';
import type { Continued } from './use-continue';
import { useNow } from './use-now';

/** Why a model call failed, what is kept, and what cures it. */
export function FailureCard({
  run,
  failure,
  proceed,
  onDialog,
}: {
  run: Run;
  failure: RunFailure;
  proceed: Continued;
  /** Opens the dialog that resumes with other settings. */
  onDialog: () => void;
}) {
  const { code, message, kept, todo, retryAt } = failure;
  const now = useNow(retryAt !== null);
  const wait = retryAt === null ? 0 : secondsUntil(retryAt, now);
  const again = (
    <Button disabled={proceed.isPending || wait > 0} onClick={() => proceed.mutate({})}>
      {wait > 0 ? `Continue in ${exactNumber(wait)} s` : 'Continue now'}
    </Button>
  );
  return (
    <div className="border-line border-t">
      <Callout
        tone="error"
        title={message}
        kept={kept}
        next={todo}
        actions={
          <>
            {code === 'unauthorized' || code === 'blocked' ? (
              <Link
                href={`/settings/endpoints#endpoint-${run.endpoint.id}`}
                className={buttonClasses()}
              >
                <Settings size={14} strokeWidth={1.5} aria-hidden />
                Edit endpoint
              </Link>
            ) : null}
            {code === 'filtered' || code === 'refused' ? null : again}
            <Button onClick={onDialog}>Other endpoint or limits…</Button>
          </>
        }
      />
      {code === 'no-model' && <ModelChoice run={run} proceed={proceed} />}
      {code === 'too-long' && <TrimChoices run={run} proceed={proceed} />}
      {proceed.error && (
        <Callout live tone="error" title={proceed.error.message} kept="The branch is as it was." />
      )}
    </div>
  );
}
