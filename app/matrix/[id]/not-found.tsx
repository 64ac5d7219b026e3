import Link from 'next/link';
import { buttonClasses } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { PageBar } from '@/components/ui/page-bar';

export default function NotFound() {
  return (
    <>
      <PageBar>
        <h1 className="font-medium text-13">Matrix</h1>
      </PageBar>
      <main id="main" tabIndex={-1}>
        <EmptyState
          title="There is no such matrix"
          actions={
            <Link href="/" className={buttonClasses()}>
              All traces
            </Link>
          }
        >
          It goes for good together with the trace that it was made of. Matrices are listed in the
          lineage of their trace.
        </EmptyState>
      </main>
    </>
  );
}
