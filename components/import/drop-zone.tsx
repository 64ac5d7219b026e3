'use client';

import { useRouter } from 'next/navigation';
import { useCallback } from 'react';
import type { ImportState } from '@/lib/api/import-contract';
import { traceLink } from '@/lib/view/links';
import { DropTarget } from './drop-target';
import { ImportTray } from './import-tray';
import { useImports } from './use-imports';

/** Goes to the trace of an import where it is only one. */
export function useOpenImported(): (state: ImportState) => void {
  const router = useRouter();
  return useCallback(
    ({ traces }) => {
      const [only] = traces;
      if (traces.length === 1 && only) router.push(traceLink(only.id));
    },
    [router],
  );
}

/** A page that takes files wherever they are dropped, and says below what becomes of them. */
export function DropZone({ children }: { children: React.ReactNode }) {
  const imports = useImports(useOpenImported());
  return (
    <DropTarget onFiles={imports.send}>
      {children}
      <ImportTray imports={imports} />
    </DropTarget>
  );
}
