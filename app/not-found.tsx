import Link from 'next/link';
import { buttonClasses } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Mark } from '@/components/ui/mark';

/** Says nothing of what might be there: a trace may be deleted, an address mistyped. */
export default function NotFound() {
  return (
    <main id="main" tabIndex={-1}>
      <title>Not found · Retake</title>
      <header className="flex h-10 items-center border-line border-b bg-surface-1 px-3">
        <Mark />
      </header>
      <EmptyState
        title={<h1>There is nothing at this address</h1>}
        actions={
          <Link href="/" className={buttonClasses('plain', 'medium')}>
            All traces
          </Link>
        }
      >
        The trace may have been deleted; then it can be restored from where it was deleted, or
        uploaded again.
      </EmptyState>
    </main>
  );
}
