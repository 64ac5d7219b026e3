import type { Outline } from '@/lib/trace/outline';

/** The numbers of shipit_agent.replay's `diff_traces`: paired by index, by the source's own type word only. */
export interface TypeDiff {
  matched: number;
  divergedAt: number | null;
  typeMismatches: number;
  onlyInLeft: number;
  onlyInRight: number;
  identical: boolean;
}

/** As of shipit_agent 2.x: `matched` counts up to the first mismatch. Contents are never compared. */
export function diffByType(a: Outline, b: Outline): TypeDiff {
  const common = Math.min(a.length, b.length);
  let first: number | null = null;
  let typeMismatches = 0;
  for (let at = 0; at < common; at += 1) {
    if (a[at]?.type === b[at]?.type) continue;
    typeMismatches += 1;
    first ??= at;
  }
  const divergedAt = first ?? (a.length === b.length ? null : common);
  return {
    matched: first ?? common,
    divergedAt,
    typeMismatches,
    onlyInLeft: a.length - common,
    onlyInRight: b.length - common,
    identical: divergedAt === null,
  };
}
