import Link from 'next/link';
import { buttonClasses } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';

/** Stands where two traces should: one is missing or none was named. */
export function NoDiff({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <main id="main">
      <h1 className="sr-only">Diff</h1>
      <EmptyState
        title={title}
        actions={
          <Link href="/" className={buttonClasses()}>
            All traces
          </Link>
        }
      >
        {children}
      </EmptyState>
    </main>
  );
}
