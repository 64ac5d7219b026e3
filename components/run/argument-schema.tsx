'use client';

import { useQuery } from '@tanstack/react-query';
import { JsonView } from '@/components/ui/json-view';
import type { Json } from '@/lib/trace/json';
import { checkFit } from './check-fit';

/** The schema of a call's arguments, and whether they fit it. Advice: nothing is refused for it. */
export function ArgumentSchema({
  tool,
  schema,
  input,
}: {
  tool: string;
  schema: Json;
  input: Json;
}) {
  const { data } = useQuery({
    queryKey: ['arguments', schema, input],
    queryFn: ({ signal }) => checkFit(schema, input, { signal }),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const problems = data?.problems;
  return (
    <>
      {problems && problems.length > 0 && (
        <p className="text-12 text-warn [overflow-wrap:anywhere]">
          They do not fit the schema: {problems.join('; ')}
        </p>
      )}
      <details>
        <summary className="cursor-pointer text-12 text-text-3">
          Schema
          {problems?.length === 0 && ', which they fit'}
          {problems === null && '; whether they fit it could not be told'}
        </summary>
        <JsonView label={`Schema of ${tool}`} value={schema} />
      </details>
    </>
  );
}
