import { type Lineage, resolveLineage } from '@/lib/db/lineage';
import type { RawDatabase } from '@/lib/db/open-database';
import { readEvents } from '@/lib/db/read-event';
import type { Event } from '@/lib/trace/event';
import type { Message } from '@/lib/trace/message';
import { eventWords } from './event-words';
import { span } from './index-file';
import { saidBy } from './said-by';
import { spaced } from './search-words';
import { isImporting, type SearchedTrace, searchedTraces, storedTraceIds } from './searched-traces';

/** Others get their turn after this many events, or this many characters. */
const mostEvents = 200;
const mostCharacters = 2_000_000;

/**
 * One step towards what is stored: first what is gone goes, then the newest trace that is behind goes on. Waits while
 * a file is imported. False where there is nothing to do.
 */
export function fillIndex(main: RawDatabase, index: RawDatabase): boolean {
  const stored = storedTraceIds(main);
  const parts = index
    .prepare<[], { no: number; traceId: string; upTo: number }>('SELECT * FROM "part"')
    .all();
  const upTo = new Map(parts.map((part) => [part.traceId, part.upTo]));
  const traces = searchedTraces(main);
  const shrunk = new Set(traces.flatMap(({ id, end }) => ((upTo.get(id) ?? 0) > end ? [id] : [])));
  const gone = parts.filter(({ traceId }) => !stored.has(traceId) || shrunk.has(traceId));
  if (gone.length > 0) {
    remove(index, gone);
    return true;
  }
  const next = traces.find(({ id, end }) => upTo.get(id) !== end);
  if (!next || isImporting(main)) return false;
  const lineage = resolveLineage(main, next.id);
  if (!lineage) return false;
  advance(main, index, next, lineage, upTo.get(next.id) ?? next.begin);
  return true;
}

/** Its words too, not only that they are not found any more. */
function remove(index: RawDatabase, gone: readonly { no: number }[]): void {
  index
    .transaction(() => {
      for (const { no } of gone) {
        index
          .prepare('DELETE FROM "words" WHERE rowid BETWEEN ? AND ?')
          .run(no * span, (no + 1) * span - 1);
        index.prepare('DELETE FROM "part" WHERE "no" = ?').run(no);
      }
    })
    .immediate();
  index.exec(`INSERT INTO "words"("words") VALUES ('optimize')`);
}

function advance(
  main: RawDatabase,
  index: RawDatabase,
  trace: SearchedTrace,
  lineage: Lineage,
  from: number,
): void {
  const insert = index.prepare('INSERT INTO "words"(rowid, "names", "texts") VALUES (?, ?, ?)');
  index
    .transaction(() => {
      const no = partOf(index, trace.id, from);
      let characters = 0;
      let upTo = from;
      const to = Math.min(trace.end, from + mostEvents);
      for (const { event, said } of soundEvents(main, lineage, from, to)) {
        const { names, texts } = eventWords(event, said);
        insert.run(no * span + event.seq, spaced(names), spaced(texts));
        upTo = event.seq + 1;
        characters += texts.length;
        if (characters > mostCharacters) break;
      }
      if (characters <= mostCharacters) upTo = to;
      index.prepare('UPDATE "part" SET "upTo" = ? WHERE "no" = ?').run(upTo, no);
    })
    .immediate();
}

/** A stored row that cannot be read is left out: it must not keep all others from being found. */
function* soundEvents(
  main: RawDatabase,
  lineage: Lineage,
  from: number,
  to: number,
): Generator<{ event: Event; said: Message[] }> {
  let next = from;
  while (next < to) {
    try {
      for (const event of readEvents(main, lineage, next, to)) {
        const said = saidBy(main, lineage, event);
        next = event.seq + 1;
        yield { event, said };
      }
      return;
    } catch (error) {
      // What the error says may hold words of the trace.
      const name = error instanceof Error ? error.name : typeof error;
      console.error(`Event ${next} of trace ${lineage.traceId} is not indexed: ${name}`);
      next += 1;
    }
  }
}

function partOf(index: RawDatabase, traceId: string, from: number): number {
  index
    .prepare('INSERT INTO "part"("traceId", "upTo") VALUES (?, ?) ON CONFLICT DO NOTHING')
    .run(traceId, from);
  return Number(
    index
      .prepare<[string], number>('SELECT "no" FROM "part" WHERE "traceId" = ?')
      .pluck()
      .get(traceId),
  );
}
