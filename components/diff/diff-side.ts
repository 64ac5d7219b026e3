import type { TraceSource } from '@/components/data/trace-source';
import type { DiffResult } from '@/lib/api/diff-contract';
import type { Outline } from '@/lib/trace/outline';
import type { Outcome, Totals } from '@/lib/trace/trace';

/** The comparison without the traces: what a share gives, too. */
export type Comparison = Omit<DiffResult, 'a' | 'b' | 'control'>;

/** One of the two traces. */
export interface DiffSide {
  letter: 'A' | 'B';
  name: string;
  outcome: Outcome;
  totals: Totals;
  source: TraceSource;
  /** A page that shows it, at an event; null where the reader may not go there. */
  link: ((seq?: number) => string) | null;
}

/** A side with its rows, as far as they are loaded. */
export interface LoadedSide extends DiffSide {
  outline: Outline;
}
