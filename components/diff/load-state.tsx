import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';

interface Loading {
  isPending: boolean;
  error: Error | null;
  retry: () => void;
}

/** What stands where content is on its way or did not come. Nothing where all of it is here. */
export function LoadState({ of }: { of: readonly Loading[] }) {
  if (of.some(({ error }) => error))
    return (
      <Callout
        live
        tone="error"
        title="Some of this row could not be loaded."
        kept="Nothing was lost."
        actions={
          <Button
            onClick={() => {
              for (const { retry } of of) retry();
            }}
          >
            Try again
          </Button>
        }
      />
    );
  return of.some(({ isPending }) => isPending) ? (
    <p role="status" className="p-3 text-12 text-text-3">
      Loading…
    </p>
  ) : null;
}
