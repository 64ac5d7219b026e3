'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { parseAsString, useQueryStates } from 'nuqs';
import { api } from '@/components/data/api-client';
import { buttonClasses } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { PageBar } from '@/components/ui/page-bar';
import { TraceBar } from '@/components/workbench/trace-bar';
import { LockedShare } from './locked-share';
import { NoShare } from './no-share';
import { SharedBanner } from './shared-banner';
import { SharedDiff } from './shared-diff';
import { type SharedPlace, sharedPlace, sharedTreeLink } from './shared-place';
import { SharedTrace } from './shared-trace';
import { SharedTree } from './shared-tree';

const sides = { t: parseAsString, a: parseAsString, b: parseAsString };

/** What a link opens, to read. No way leads from here to other pages of this Retake. */
export function SharedPage({ token }: { token: string }) {
  const { data, error, refetch } = useQuery(api.shared.view.queryOptions({ input: { token } }));
  const [given] = useQueryStates(sides);
  if (error) return <Refused token={token} error={error} onOpened={() => void refetch()} />;
  if (!data)
    return (
      <main id="main" className="p-4">
        <h1 className="sr-only">Shared</h1>
        <p role="status" className="text-text-3">
          Opening…
        </p>
      </main>
    );
  const place = sharedPlace(data.kind, data.traces, given);
  if (!place) return <NoShare />;
  const [first] = data.traces;
  const inTree = data.kind === 'tree';
  const { raw } = data.include;
  return (
    <div className="flex h-dvh flex-col">
      <Bar title={data.title} place={place}>
        {inTree && place.at !== 'tree' && (
          <Link href={sharedTreeLink(token)} className={buttonClasses()}>
            All of this share
          </Link>
        )}
      </Bar>
      <SharedBanner
        shared={data}
        upTo={data.kind === 'moment' && first ? first.totals.events - 1 : null}
      />
      {place.at === 'tree' && <SharedTree token={token} traces={data.traces} />}
      {place.at === 'trace' && (
        <SharedTrace key={place.trace.side} token={token} trace={place.trace} raw={raw} />
      )}
      {place.at === 'diff' && (
        <SharedDiff
          key={`${place.a.side} ${place.b.side}`}
          token={token}
          a={place.a}
          b={place.b}
          open={inTree}
          raw={raw}
        />
      )}
    </div>
  );
}

function Bar({
  title,
  place,
  children,
}: {
  title: string;
  place: SharedPlace;
  children: React.ReactNode;
}) {
  if (place.at === 'trace') {
    const { name, outcome, totals, forkSeq } = place.trace;
    return (
      <TraceBar
        name={<bdi>{name}</bdi>}
        outcome={outcome}
        totals={totals}
        branch={forkSeq !== null}
        home={false}
      >
        {children}
      </TraceBar>
    );
  }
  return (
    <PageBar home={false}>
      <h1 className="min-w-0 truncate font-medium text-13">
        {place.at === 'diff' ? (
          'Diff'
        ) : (
          <>
            Lineage of <bdi>{title}</bdi>
          </>
        )}
      </h1>
      <div className="ml-auto flex items-center gap-2">{children}</div>
    </PageBar>
  );
}

/** It was open when the page was made, and is not now. */
function Refused({
  token,
  error,
  onOpened,
}: {
  token: string;
  error: Error;
  onOpened: () => void;
}) {
  const code = 'code' in error ? error.code : null;
  if (code === 'unauthorized') return <LockedShare token={token} onOpened={onOpened} />;
  if (code === 'not_found') return <NoShare />;
  return (
    <main id="main" className="p-4">
      <h1 className="sr-only">Shared</h1>
      <Callout
        live
        tone="error"
        title="What is shared could not be loaded."
        next="Reload the page."
      />
    </main>
  );
}
