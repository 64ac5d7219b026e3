import type { Ignorable } from '@/lib/api/diff-contract';
import type { Lineage } from '@/lib/db/lineage';

/** What a thread of its own is told to compare. */
export interface DiffJob {
  database: string;
  a: Lineage;
  b: Lineage;
  ignore: readonly Ignorable[];
}
