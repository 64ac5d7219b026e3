import { hintOf } from '@/components/data/api-error';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';

/** What stands where an answer is on its way or did not come. */
export function NotYet({ error, retry }: { error: Error | null; retry: () => void }) {
  if (!error)
    return (
      <p role="status" className="p-3 text-12 text-text-3">
        Working it out…
      </p>
    );
  return (
    <Callout
      live
      tone="error"
      title={error.message}
      kept="Nothing was changed."
      next={hintOf(error)}
      actions={<Button onClick={retry}>Try again</Button>}
    />
  );
}
