import type { Lineage } from '@/lib/db/lineage';

/** What a thread of its own is told to read. */
export interface FactsJob {
  database: string;
  lineage: Lineage;
  /** The last event that counts. */
  seq: number;
  /** Events that do not count. */
  without: readonly number[];
}
