import type { TraceSummary } from '@/lib/api/trace-contract';
import { tokensOf } from '@/lib/view/tokens-of';

export const sortKeys = [
  'name',
  'outcome',
  'format',
  'events',
  'model',
  'tokens',
  'cost',
  'size',
  'source',
  'commit',
  'config',
  'branches',
  'imported',
] as const;
export type SortKey = (typeof sortKeys)[number];

const value: Record<SortKey, (trace: TraceSummary) => string | number | null> = {
  name: ({ name }) => name.toLowerCase(),
  outcome: ({ outcome }) => outcome,
  format: ({ formatTitle }) => formatTitle,
  events: ({ totals }) => totals.events,
  model: ({ totals }) => totals.models[0] ?? null,
  tokens: ({ totals }) => tokensOf(totals),
  cost: ({ totals }) => totals.costUsd,
  size: ({ uploadBytes }) => uploadBytes,
  source: ({ origin }) => origin?.branch ?? null,
  commit: ({ origin }) => origin?.commit ?? null,
  config: ({ origin }) => origin?.configHash ?? null,
  branches: ({ branches }) => branches,
  imported: ({ createdAt }) => createdAt,
};

/** What a trace is sorted by; null where it is not known. */
export const sortValue = (trace: TraceSummary, key: SortKey): string | number | null =>
  value[key](trace);

/** Pinned ones stand on top, and what is unknown stands last, whichever way the list is sorted. */
export function sortTraces(
  items: readonly TraceSummary[],
  key: SortKey,
  up: boolean,
): TraceSummary[] {
  const of = value[key];
  return [...items].sort((left, right) => {
    if (left.pinned !== right.pinned) return left.pinned ? -1 : 1;
    const [a, b] = [of(left), of(right)];
    if (a === b) return left.id < right.id ? -1 : 1;
    if (a === null) return 1;
    if (b === null) return -1;
    return (a < b ? -1 : 1) * (up ? 1 : -1);
  });
}
