'use client';

import { useQuery } from '@tanstack/react-query';
import { JsonView } from '@/components/ui/json-view';
import { isObject, type Json } from '@/lib/trace/json';

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
  const { data: problems } = useQuery({
    queryKey: ['arguments', schema, input],
    queryFn: async () => {
      const { Validator } = await import('@cfworker/json-schema');
      if (!isObject(schema)) return null;
      // Nothing in it is evaluated: the validator reads it, and a schema of another dialect throws.
      return new Validator(schema, '2020-12', false)
        .validate(input)
        .errors.map(({ instanceLocation, error }) => `${instanceLocation} ${error}`);
    },
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <>
      {problems && problems.length > 0 && (
        <p className="text-12 text-warn [overflow-wrap:anywhere]">
          They do not fit the schema: {problems.slice(0, 3).join('; ')}
        </p>
      )}
      <details>
        <summary className="cursor-pointer text-12 text-text-3">
          Schema{problems?.length === 0 && ', which they fit'}
        </summary>
        <JsonView label={`Schema of ${tool}`} value={schema} />
      </details>
    </>
  );
}
