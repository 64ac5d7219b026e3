'use client';

import { useEffect, useState } from 'react';
import { compareInWorker } from './compare-in-worker';
import type { CompareJob, CompareResult } from './compare-job';

/** The answer to a job of the comparing thread; undefined while it is at work, null where it gave up. */
export function useCompared(
  kind: CompareJob['kind'],
  before: string,
  after: string,
): CompareResult | null | undefined {
  const [result, setResult] = useState<CompareResult | null>();
  useEffect(() => {
    const gone = new AbortController();
    setResult(undefined);
    void compareInWorker({ kind, before, after }, { signal: gone.signal }).then((found) => {
      if (!gone.signal.aborted) setResult(found);
    });
    return () => gone.abort();
  }, [kind, before, after]);
  return result;
}
