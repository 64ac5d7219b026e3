import { z } from 'zod';
import type { OutlineRow } from '@/lib/trace/outline';
import { outlineRowSchema } from '@/lib/trace/outline';

/** Words that repeat from row to row travel once, as numbers into a table. */
const tabled = ['kind', 'type', 'lane', 'name', 'role', 'setup'] as const;
type Tabled = (typeof tabled)[number];

/** Rows `[from, from + rows.length)` of `total`, packed: a tenth of the named form on the wire. */
export const outlinePageSchema = z.strictObject({
  from: z.int().nonnegative(),
  total: z.int().nonnegative(),
  table: z.array(z.string()),
  columns: z.array(z.string()),
  // A page has 230,000 cells: what they are is looked at in the first row, see `unpackOutline`.
  rows: z.array(z.array(z.unknown())),
});
export type OutlinePage = z.infer<typeof outlinePageSchema>;

const isTabled = (column: string): column is Tabled =>
  (tabled as readonly string[]).includes(column);

const columns = outlineRowSchema.keyof().options;

export function packOutline(rows: readonly OutlineRow[], from: number, total: number): OutlinePage {
  const table: string[] = [];
  const index = new Map<string, number>();
  const indexOf = (word: string): number => {
    const known = index.get(word);
    if (known !== undefined) return known;
    index.set(word, table.length);
    table.push(word);
    return table.length - 1;
  };
  const packed = rows.map((row) =>
    columns.map((column) => {
      const value = row[column];
      return isTabled(column) && typeof value === 'string' ? indexOf(value) : value;
    }),
  );
  return { from, total, table, columns, rows: packed };
}

/** Throws ZodError where a page is not what this version packs: the server and the page differ in version. */
export function unpackOutline(page: OutlinePage): OutlineRow[] {
  const { table, rows } = page;
  const place = new Map(page.columns.map((column, at) => [column, at]));
  const [first] = rows;
  // Every row of a page is made by the same code: checking the first, with all its columns, tells a version skew.
  if (first)
    outlineRowSchema.parse(
      Object.fromEntries(
        page.columns.map((column, at) => [
          column,
          isTabled(column) ? wordOf(table, first[at]) : (first[at] ?? null),
        ]),
      ),
    );
  const at = (column: keyof OutlineRow): number => place.get(column) ?? -1;
  const places = columns.map(at);
  return rows.map((cells) => rowOf(cells, places, table));
}

const wordOf = (table: readonly string[], cell: unknown): unknown =>
  typeof cell === 'number' ? table[cell] : (cell ?? null);

/** A literal, as 100,000 rows of one shape take half the time and room of objects put together by key. */
function rowOf(
  cells: readonly unknown[],
  places: readonly number[],
  table: readonly string[],
): OutlineRow {
  let next = 0;
  const cell = (): unknown => {
    const value = cells[places[next] ?? -1] ?? null;
    next += 1;
    return value;
  };
  const word = (): unknown => wordOf(table, cell());
  // In the order of the schema, which `columns` has.
  const row = {
    seq: cell(),
    kind: word(),
    type: word(),
    lane: word(),
    parent: cell(),
    name: word(),
    role: word(),
    call: cell(),
    startedAt: cell(),
    durationMs: cell(),
    inputTokens: cell(),
    outputTokens: cell(),
    costUsd: cell(),
    error: cell(),
    unfinished: cell(),
    hash: cell(),
    setup: word(),
    saw: cell(),
    said: cell(),
    sawFidelity: cell(),
    saidFidelity: cell(),
    summary: cell(),
  } satisfies Record<keyof OutlineRow, unknown>;
  // Checked by the first row of its page.
  return row as OutlineRow;
}
