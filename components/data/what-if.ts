import type { CounterfactualAnswer } from '@/lib/api/counterfactual-contract';
import type { RequestApi, RequestAt } from '@/lib/api/prepare-contract';
import type { Side } from '@/lib/replay/conversation-at';
import { client } from './api-client';

/** A moment of a trace, and the events that are left out, as the address names them. */
export interface WhatIfPoint {
  seq: number;
  side: Side;
  x: string;
}

/** What would have been, and what would be sent. */
export interface WhatIf {
  without(
    point: WhatIfPoint,
    only: 'messages' | 'known',
    signal?: AbortSignal,
  ): Promise<CounterfactualAnswer>;
  request(
    point: WhatIfPoint,
    how: { api?: RequestApi | undefined; model?: string | undefined },
    signal?: AbortSignal,
  ): Promise<RequestAt>;
}

export const traceWhatIf = (
  id: string,
  get: <Body>(path: string, signal?: AbortSignal) => Promise<Body>,
): WhatIf => ({
  without: ({ seq, side, x }, only, signal) =>
    get(`/api/traces/${id}/counterfactual?seq=${seq}&side=${side}&x=${x}&only=${only}`, signal),
  request: (point, how, signal) => client.prepared.requestAt({ id, ...point, ...how }, { signal }),
});
