import type { RawDatabase } from '@/lib/db/open-database';
import { fromColumn } from '@/lib/db/text-column';
import { type Outcome, outcomeSchema } from '@/lib/trace/trace';

export interface SearchedTrace {
  id: string;
  name: string;
  outcome: Outcome;
  archived: boolean;
  branch: boolean;
  createdAt: string;
  /** Its own events are `[begin, end)`: what lies before is its parent's. */
  begin: number;
  end: number;
}

type Row = Omit<SearchedTrace, 'archived' | 'branch' | 'outcome'> & {
  outcome: string;
  archived: number;
  branch: number;
};

/** Every trace that is ready and not deleted. */
export const searchedTraces = (main: RawDatabase): SearchedTrace[] =>
  main
    .prepare<[], Row>(
      `SELECT "id", "name", "outcome", "createdAt", "archivedAt" IS NOT NULL AS "archived",
         "parentId" IS NOT NULL AS "branch", "eventCount" AS "end",
         CASE WHEN "parentId" IS NULL THEN 0 ELSE coalesce("forkSeq", -1) + 1 END AS "begin"
       FROM "Trace" WHERE "status" = 'ready' AND "deletedAt" IS NULL
       ORDER BY "createdAt" DESC, "id"`,
    )
    .all()
    .map((row) => ({
      ...row,
      name: fromColumn(row.name),
      outcome: outcomeSchema.parse(row.outcome),
      archived: row.archived === 1,
      branch: row.branch === 1,
      createdAt: new Date(row.createdAt).toISOString(),
    }));

/** Every trace that is still stored, deleted ones included: those can be restored. */
export const storedTraceIds = (main: RawDatabase): Set<string> =>
  new Set(
    main
      .prepare<[], string>(`SELECT "id" FROM "Trace" WHERE "status" <> 'importing'`)
      .pluck()
      .all(),
  );

/** Whether a file is being read right now: it needs the machine more than we do. */
export const isImporting = (main: RawDatabase): boolean =>
  main.prepare(`SELECT 1 FROM "Trace" WHERE "status" = 'importing' LIMIT 1`).get() !== undefined;
