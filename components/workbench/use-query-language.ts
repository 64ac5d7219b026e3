'use client';

import { useQuery } from '@tanstack/react-query';

/** Parser, completion and tests of rows, with their regex engine: fetched beside the page, which draws without them. */
async function load() {
  const [parse, bodies, rows, complete, explain, print] = await Promise.all([
    import('@/lib/replay/query/parse-query'),
    import('@/lib/replay/query/needs-bodies'),
    import('@/lib/replay/query/matches-row'),
    import('@/lib/replay/query/suggest'),
    import('@/lib/replay/query/explain-empty'),
    import('@/lib/replay/query/print-query'),
  ]);
  return {
    parseQuery: parse.parseQuery,
    needsBodies: bodies.needsBodies,
    rowTest: rows.rowTest,
    suggest: complete.suggest,
    explainEmpty: explain.explainEmpty,
    printQuery: print.printQuery,
  };
}

export type QueryLanguage = Awaited<ReturnType<typeof load>>;

/** The language of the query bar; undefined until it has come. */
export const useQueryLanguage = (): QueryLanguage | undefined =>
  useQuery({
    queryKey: ['query-language'],
    queryFn: load,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
  }).data;
