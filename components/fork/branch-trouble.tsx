import { hintOf } from '@/components/data/api-error';
import { buttonClasses } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { traceLink } from '@/lib/view/links';
import type { useBranch } from './use-branch';

/** Why a branch was not made, or why its run did not start, and what is there nevertheless. */
export function BranchTrouble({ branch }: { branch: ReturnType<typeof useBranch> }) {
  const { error, savedId } = branch;
  if (!error) return null;
  return (
    <Callout
      live
      tone="error"
      title={error.message}
      kept={
        savedId
          ? 'The branch is saved; only its run did not start.'
          : 'All you typed is still here.'
      }
      next={hintOf(error)}
      actions={
        savedId && (
          <a href={traceLink(savedId)} className={buttonClasses()}>
            Open the branch
          </a>
        )
      }
    />
  );
}
