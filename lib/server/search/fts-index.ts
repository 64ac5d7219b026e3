import { setImmediate as nextTurn } from 'node:timers/promises';
import type { SearchAnswer } from '@/lib/api/search-contract';
import { resolveLineage } from '@/lib/db/lineage';
import { openDatabase, type RawDatabase } from '@/lib/db/open-database';
import { fillIndex } from './fill-index';
import { openIndexFile, span } from './index-file';
import { readHits } from './read-hits';
import type { SearchIndex, SearchWish } from './search-index';
import { matchExpression, searchWords } from './search-words';
import { type SearchedTrace, searchedTraces } from './searched-traces';
import { Snippets } from './snippets';

interface Part {
  no: number;
  traceId: string;
  upTo: number;
}

/** By SQLite's FTS5, in a file beside the database, of which it only reads. Both are opened at the first use. */
export class FtsIndex implements SearchIndex {
  #open: { main: RawDatabase; index: RawDatabase } | null = null;
  #closed = false;
  #filling: Promise<void> | null = null;

  constructor(
    private readonly database: string,
    private readonly file: string,
  ) {}

  async find({ q, limit, offset, hits }: SearchWish): Promise<SearchAnswer> {
    const { main, index } = this.#files();
    const traces = searchedTraces(main);
    const parts = this.#parts();
    const ready = traces.filter(({ id, end }) => parts.get(id)?.upTo === end).length;
    const words = searchWords(q);
    const searched = { traces: traces.length, ready };
    if (words.length === 0) return { words, items: [], total: 0, events: 0, searched };

    const expression = matchExpression(words);
    const ranked = rank(index, expression, traces, parts);
    const snippets = new Snippets();
    const items = ranked.slice(offset, offset + limit).map(({ trace, no, count }) => {
      const { id, name, outcome, archived, branch, createdAt } = trace;
      const seqs = index
        .prepare<[string, number, number, number], number>(
          `SELECT rowid FROM "words" WHERE "words" MATCH ? AND rowid BETWEEN ? AND ?
           ORDER BY bm25("words", 2.0, 1.0), rowid LIMIT ?`,
        )
        .pluck()
        .all(expression, no * span, (no + 1) * span - 1, hits)
        .map((rowid) => rowid - no * span);
      const lineage = resolveLineage(main, id);
      return {
        ...{ id, name, outcome, archived, branch, createdAt, total: count },
        hits: lineage
          ? readHits(main, lineage, seqs, (words) => snippets.of(words, expression))
          : [],
      };
    });
    snippets.close();
    const events = ranked.reduce((sum, { count }) => sum + count, 0);
    return { words, items, total: ranked.length, events, searched };
  }

  /** One at a time; whoever asks meanwhile waits for a further look, which sees what has come since. */
  async catchUp(): Promise<void> {
    const before = this.#filling;
    const mine = (async () => {
      await before?.catch(() => undefined);
      while (!this.#closed && this.#step()) await nextTurn();
    })();
    this.#filling = mine;
    await mine;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#filling?.catch(() => undefined);
    this.#open?.main.close();
    this.#open?.index.close();
    this.#open = null;
  }

  /** Whether there may be more to do. */
  #step(): boolean {
    const { main, index } = this.#files();
    return fillIndex(main, index);
  }

  #parts(): Map<string, Part> {
    const rows = this.#files().index.prepare<[], Part>('SELECT * FROM "part"').all();
    return new Map(rows.map((part) => [part.traceId, part]));
  }

  #files(): { main: RawDatabase; index: RawDatabase } {
    if (this.#closed) throw new Error('The search index is closed');
    this.#open ??= { main: openDatabase(this.database), index: openIndexFile(this.file) };
    return this.#open;
  }
}

/** Traces with a hit: by the best of their hits, then the newest. */
function rank(
  index: RawDatabase,
  expression: string,
  traces: readonly SearchedTrace[],
  parts: ReadonlyMap<string, Part>,
): { trace: SearchedTrace; no: number; count: number; best: number }[] {
  const counted = new Map(
    index
      .prepare<[string], { no: number; count: number; best: number }>(
        // Materialized: a rank can be asked for only where the words are matched.
        `WITH "hit" AS MATERIALIZED
           (SELECT rowid AS "at", bm25("words", 2.0, 1.0) AS "rank" FROM "words" WHERE "words" MATCH ?)
         SELECT "at" / ${span} AS "no", count(*) AS "count", min("rank") AS "best" FROM "hit"
         GROUP BY 1`,
      )
      .all(expression)
      .map((row) => [row.no, row]),
  );
  return traces
    .flatMap((trace) => {
      const found = counted.get(parts.get(trace.id)?.no ?? -1);
      return found ? [{ ...found, trace }] : [];
    })
    .sort(
      (a, b) =>
        a.best - b.best ||
        (a.trace.createdAt < b.trace.createdAt
          ? 1
          : a.trace.createdAt > b.trace.createdAt
            ? -1
            : 0) ||
        (a.trace.id < b.trace.id ? -1 : 1),
    );
}
