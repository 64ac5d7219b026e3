import type { FactsAnswer } from '@/lib/api/facts-contract';

/** Reads a path of our API as JSON. */
type Get = <Body>(path: string, signal?: AbortSignal) => Promise<Body>;

/** What is known of a run after an event: goals, tests, files, todos and the rest. */
export type ReadFacts = (seq: number, signal?: AbortSignal) => Promise<FactsAnswer>;

export const traceFacts =
  (path: string, get: Get): ReadFacts =>
  (seq, signal) =>
    get<FactsAnswer>(`${path}/facts?seq=${seq}`, signal);
