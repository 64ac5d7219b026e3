'use client';

import { useQuery } from '@tanstack/react-query';
import { api } from '@/components/data/api-client';
import { hintOf } from '@/components/data/api-error';
import { Callout } from '@/components/ui/callout';
import type { Endpoint } from '@/lib/api/endpoint-contract';
import { counted } from '@/lib/view/format-number';

/** The models an endpoint offers, asked when this is first shown. */
export function EndpointModels({ endpoint: { id, name } }: { endpoint: Endpoint }) {
  const { data, error } = useQuery(
    api.endpoints.models.queryOptions({ input: { id }, staleTime: 60_000 }),
  );
  if (error) return <Callout live tone="error" title={error.message} next={hintOf(error)} />;
  const items = data?.items;
  return (
    <div className="flex flex-col gap-1 text-12">
      <p role="status" className="text-text-2">
        {items === undefined && 'Asking it for its models…'}
        {items === null && 'It offers no list of models.'}
        {items && `${counted(items.length, 'model')} offered.`}
      </p>
      {items && items.length > 0 && (
        // A section with a name that takes the focus: long lists scroll by keyboard.
        <section
          aria-label={`Models of ${name}`}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard.
          tabIndex={0}
          className="max-h-60 overflow-auto border border-line bg-surface-1 px-3 py-1"
        >
          <ul>
            {items.map((model) => (
              <li key={model} className="py-0.5 font-mono [overflow-wrap:anywhere]">
                <bdi>{model}</bdi>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
