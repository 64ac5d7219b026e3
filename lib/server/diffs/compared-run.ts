import type { Lineage } from '@/lib/db/lineage';
import type { Store } from '@/lib/db/store';
import type { ComparedRun } from '@/lib/replay/diff/compared-run';
import { eventText } from '@/lib/replay/diff/event-text';
import { saidBy } from '@/lib/replay/run-source';
import { storedRun } from '@/lib/server/traces/stored-run';

/** What a comparison reads of a database. */
export type DiffSource = Pick<Store, 'raw' | 'outlines'>;

/** A stored run as the diff reads it: texts come from the database, one event at a time. */
export function comparedRun(source: DiffSource, lineage: Lineage): ComparedRun {
  const run = storedRun(source, lineage);
  return {
    outline: run.outline,
    textOf(seq) {
      const event = run.event(seq);
      return eventText(event, saidBy(run, event));
    },
  };
}
