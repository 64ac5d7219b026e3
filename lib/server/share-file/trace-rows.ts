import { eventBody } from '@/lib/view/html/event-body';
import { eventEntry } from '@/lib/view/html/event-row';
import type { Html } from '@/lib/view/html/html';
import type { FileSide } from './file-side';

/** Every row of a trace that stands in its own section, in order. */
export async function* traceRows(side: FileSide, shared: number | null): AsyncGenerator<Html> {
  for (let seq = 0; seq < side.rows.length; seq += 1) {
    const row = side.rows.at(seq);
    if (!row) continue;
    side.pass(row);
    if (side.owner(seq) !== side.trace.side) continue;
    const place = {
      id: side.places.event(seq),
      shared: seq === shared,
      lane: side.shownLane(row),
    };
    yield eventEntry(row, place, eventBody(await side.event(row), side.places, side.laneName(row)));
  }
}
