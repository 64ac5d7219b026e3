'use client';

import { useQuery } from '@tanstack/react-query';
import { api } from '@/components/data/api-client';
import { LineageList } from '@/components/lineage/lineage-list';
import { MatrixList } from '@/components/matrix/matrix-list';
import type { TraceDetail } from '@/lib/api/trace-contract';

/** The family of this trace and the matrices it is in, above its outline; nothing where it has none. */
export function TraceLineage({ detail }: { detail: TraceDetail }) {
  const { data } = useQuery(
    api.traces.lineage.queryOptions({
      input: { id: detail.id },
      enabled: detail.parentId !== null || detail.branches > 0,
      staleTime: 2000,
    }),
  );
  return (
    <>
      {data && <LineageList nodes={data.nodes} currentId={detail.id} />}
      {detail.branches > 0 && <MatrixList traceId={detail.id} />}
      {detail.parentId && <MatrixList traceId={detail.parentId} label="Matrices of the parent" />}
    </>
  );
}
