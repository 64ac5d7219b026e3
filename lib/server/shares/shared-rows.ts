import type { Lineage } from '@/lib/db/lineage';
import { readEvents } from '@/lib/db/read-event';
import { readMessages } from '@/lib/db/read-messages';
import { readOutline } from '@/lib/db/read-outline';
import type { Store } from '@/lib/db/store';
import { positionsOf, refsOf } from '@/lib/trace/conversation';
import type { Message } from '@/lib/trace/message';
import type { OutlineRow } from '@/lib/trace/outline';
import type { Leaving } from './leaving';
import { sharedEvent } from './shared-event';
import { sharedMessage } from './shared-message';

/** Rows whose bodies are in memory at once. */
const batch = 50;

/** The rows `[from, from + limit)` as the reader of a share gets them, some at a time. */
export function* sharedRows(
  store: Store,
  lineage: Lineage,
  leaving: Leaving,
  from: number,
  limit: number,
): Generator<OutlineRow[]> {
  const rows = readOutline(store, lineage, from, limit);
  for (let at = 0; at < rows.length; at += batch) {
    const some = rows.slice(at, at + batch);
    const lines = newLines(store, lineage, leaving, some);
    yield some.map((row) => sharedRow(leaving, row, lines.get(row.seq), lineage.events));
  }
}

/** A row as its event leaves, see `sharedEvent`. @param line its first line, where the stored one may not leave */
function sharedRow(
  { masker, hash }: Leaving,
  row: OutlineRow,
  line: string | undefined,
  events: number,
): OutlineRow {
  const { parent, name, setup, call } = row;
  return {
    ...row,
    ...{ type: masker.text(row.type), lane: masker.text(row.lane) },
    name: name === null ? null : masker.text(name),
    parent: parent !== null && parent < events ? parent : null,
    call: call !== null && call < events ? call : null,
    ...{ hash: hash(row.hash), setup: setup === null ? null : hash(setup) },
    summary: line ?? masker.text(row.summary),
  };
}

/** First lines, by seq, of rows whose stored line may tell more than may leave. */
function newLines(
  store: Store,
  lineage: Lineage,
  leaving: Leaving,
  rows: readonly OutlineRow[],
): Map<number, string> {
  const lines = new Map<number, string>();
  const telling = new Set(rows.flatMap((row) => (leaving.mayTell(row) ? [row.seq] : [])));
  const [first, last] = [Math.min(...telling), Math.max(...telling)];
  if (telling.size === 0) return lines;
  const said = new Set(
    rows.flatMap((row) => (telling.has(row.seq) ? [...positionsOf(row.said?.append ?? [])] : [])),
  );
  const messages = new Map<number, Message>();
  for (const range of refsOf([...said].sort((a, b) => a - b))) {
    for (const { position, message } of readMessages(store.raw, lineage, range))
      messages.set(position, sharedMessage(leaving, message));
  }
  for (const event of readEvents(store.raw, lineage, first, last + 1)) {
    if (!telling.has(event.seq)) continue;
    const its = [...positionsOf(event.said?.append ?? [])].flatMap((at) => messages.get(at) ?? []);
    lines.set(event.seq, sharedEvent(leaving, event, its, lineage.events).summary);
  }
  return lines;
}
