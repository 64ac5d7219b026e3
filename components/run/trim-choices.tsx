'use client';

import { useQuery } from '@tanstack/react-query';
import { api } from '@/components/data/api-client';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Meter } from '@/components/ui/meter';
import type { Run } from '@/lib/api/run-contract';
import { shortNumber } from '@/lib/view/format-number';
import type { Continued } from './use-continue';

/** Ways to make a conversation shorter that a model found too long. Each becomes an edit of the branch. */
export function TrimChoices({ run, proceed }: { run: Run; proceed: Continued }) {
  const { id, model } = run.endpoint;
  const { data, error } = useQuery(
    api.prepared.trims.queryOptions({
      input: { id: run.traceId, endpoint: { id, model } },
      staleTime: 0,
    }),
  );
  if (error) return <Callout tone="error" title={error.message} />;
  if (!data) return <p className="px-3 pb-2 text-12 text-text-3">Looking what could go…</p>;
  if (data.choices.length === 0)
    return <p className="px-3 pb-2 text-12 text-text-2">Nothing can be left out safely.</p>;
  return (
    <section aria-label="Ways to shorten it" className="px-3 pb-2">
      <p className="flex items-center gap-2 text-12 text-text-2">
        <Meter
          label="Tokens against what fits"
          value={data.tokens}
          most={data.target}
          words={`${shortNumber(data.tokens)} of ${shortNumber(data.target)}`}
        />
        ≈ {shortNumber(data.tokens)} tokens now, about {shortNumber(data.target)} fit.
      </p>
      <ul className="flex flex-col">
        {data.choices.map(({ label, detail, edits, tokensAfter }) => (
          <li
            key={label}
            className="flex flex-wrap items-center gap-x-3 gap-y-1 border-line border-t py-1.5"
          >
            <span className="min-w-0 flex-1 text-12">
              <span className="font-medium">{label}</span>, then ≈ {shortNumber(tokensAfter)} tokens
              {tokensAfter > data.target && <span className="text-warn"> (still too long)</span>}
              <span className="block text-text-3">{detail}</span>
            </span>
            <Button disabled={proceed.isPending} onClick={() => proceed.mutate({ edits })}>
              Trim and continue
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
