'use client';

import { useMemo } from 'react';
import type { WhatIf, WhatIfPoint } from '@/components/data/what-if';
import { JsonCompare } from '@/components/diff/json-compare';
import { useRequest } from '@/components/request/use-request';
import type { RequestAt } from '@/lib/api/prepare-contract';
import type { Json } from '@/lib/trace/json';
import { delta, exactNumber } from '@/lib/view/format-number';
import { NotYet } from './not-yet';

/** The next request as it would have been: A with all events, B without those that are left out. */
export function WithoutRequest({ whatIf, point }: { whatIf: WhatIf; point: WhatIfPoint }) {
  const { seq, side } = point;
  const was = useRequest(whatIf, { seq, side, x: '' });
  const is = useRequest(whatIf, point);
  if (!was.data || !is.data)
    return <NotYet error={was.error ?? is.error} retry={was.error ? was.retry : is.retry} />;
  return <Compared was={was.data} is={is.data} stale={was.stale || is.stale} />;
}

function Compared({ was, is, stale }: { was: RequestAt; is: RequestAt; stale: boolean }) {
  const before = useMemo(() => bodyOf(was), [was]);
  const after = useMemo(() => bodyOf(is), [is]);
  const [from, to] = [was.tokens.total, is.tokens.total];
  return (
    <div aria-busy={stale} className="flex flex-col gap-2 px-3 py-2">
      <p className="text-12">
        {is.tokens.exact ? '' : '≈ '}
        <span className="font-mono">
          {exactNumber(from)} → {exactNumber(to)}
        </span>{' '}
        tokens <span className="font-mono text-text-2">({delta(from, to)})</span>
      </p>
      {before === undefined || after === undefined ? (
        <p className="text-12 text-text-2">
          {was.why ? `With all events: ${was.why} ` : ''}
          {is.why ? `Without them: ${is.why}` : ''}
        </p>
      ) : (
        <>
          <p className="text-12 text-text-2">A is the request as it was, B without those events.</p>
          <JsonCompare label="the request" before={before} after={after} />
        </>
      )}
    </div>
  );
}

/** undefined where there is no request. */
function bodyOf({ request }: RequestAt): Json | undefined {
  // Our own server made it, as JSON.
  return request ? (JSON.parse(request.body) as Json) : undefined;
}
