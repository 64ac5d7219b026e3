import { z } from 'zod';
import type { Run } from '@/lib/api/run-contract';
import type { Usage } from '@/lib/trace/event';

/** What a run has used, over all its continues. */
export const usedSchema = z.strictObject({
  /** The first three as a reader is told them: null where the number of a call is not known. */
  inputTokens: z.number().nonnegative().nullable(),
  outputTokens: z.number().nonnegative().nullable(),
  costUsd: z.number().nonnegative().nullable(),
  /** Of that what is known, for the limits. */
  known: z.strictObject({ tokens: z.number().nonnegative(), costUsd: z.number().nonnegative() }),
  /** A call that came to its end did not tell: a limit on it cannot be kept. */
  blind: z.strictObject({ tokens: z.boolean(), cost: z.boolean() }),
  hosts: z.array(z.string()),
  /** Time of running. */
  ranMs: z.number().nonnegative(),
});
export type Used = z.infer<typeof usedSchema>;

export const nothingUsed: Used = {
  ...{ inputTokens: 0, outputTokens: 0, costUsd: 0, hosts: [], ranMs: 0 },
  known: { tokens: 0, costUsd: 0 },
  blind: { tokens: false, cost: false },
};

export interface UsedCall {
  usage: Usage | null;
  costUsd: number | null;
  /** It was cut, or uses nothing: that it tells no numbers blinds no limit. */
  excused: boolean;
}

export function withCall(used: Used, { usage, costUsd, excused }: UsedCall): Used {
  const { input, output } = usage ?? {};
  const counted = input !== undefined && output !== undefined;
  return {
    ...used,
    inputTokens: sum(used.inputTokens, input),
    outputTokens: sum(used.outputTokens, output),
    costUsd: sum(used.costUsd, costUsd),
    known: {
      tokens: used.known.tokens + (input ?? 0) + (output ?? 0),
      costUsd: used.known.costUsd + (costUsd ?? 0),
    },
    blind: {
      tokens: used.blind.tokens || (!counted && !excused),
      cost: used.blind.cost || (costUsd === null && !excused),
    },
  };
}

export const withHosts = (used: Used, hosts: Iterable<string>): Used => ({
  ...used,
  hosts: [...new Set([...used.hosts, ...hosts])],
});

export const usageOf = ({ inputTokens, outputTokens, costUsd }: Used): Run['usage'] => ({
  ...{ inputTokens, outputTokens, costUsd },
});

const sum = (sofar: number | null, more: number | null | undefined): number | null =>
  sofar === null || more === null || more === undefined ? null : sofar + more;
