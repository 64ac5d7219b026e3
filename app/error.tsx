'use client';

import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';

export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <main id="main" tabIndex={-1} className="max-w-[72ch] p-4">
      <Callout
        live
        tone="error"
        title="Something broke on our side."
        kept="Your traces are as they were."
        next={
          error.digest
            ? `The server's log names it ${error.digest}.`
            : 'Try again, or reload the page.'
        }
        actions={<Button onClick={reset}>Try again</Button>}
      />
    </main>
  );
}
