'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '@/components/data/api-client';
import { type TraceSource, traceSource } from '@/components/data/trace-source';
import type { DiffResult } from '@/lib/api/diff-contract';
import { traceLink } from '@/lib/view/links';
import type { Comparison } from './diff-side';

/** The branch that ran unchanged beside B. What it does otherwise than A, B's edit did not do. */
export interface ControlRun {
  name: string;
  source: TraceSource;
  link: (seq?: number) => string;
  /** Against A; undefined while it is on its way. */
  diff: Comparison | undefined;
}

export function useControl(
  a: string,
  control: DiffResult['control'],
  ignore: string,
): ControlRun | null {
  const { data } = useQuery({
    ...api.diffs.get.queryOptions({ input: { a, b: control?.id ?? '', ignore } }),
    enabled: control !== null,
    placeholderData: (last) => (last?.a.id === a && last.b.id === control?.id ? last : undefined),
  });
  const [id, name] = [control?.id, control?.name];
  return useMemo(() => {
    if (id === undefined || name === undefined) return null;
    return {
      ...{ name, source: traceSource(id), diff: data },
      link: (seq?: number) => traceLink(id, seq === undefined ? {} : { seq }),
    };
  }, [id, name, data]);
}
