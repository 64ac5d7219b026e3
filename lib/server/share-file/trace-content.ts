import { AppError } from '@/lib/errors';
import { conversationAt, defaultSide } from '@/lib/replay/conversation-at';
import { conversationPart } from '@/lib/view/html/conversation';
import type { Html } from '@/lib/view/html/html';
import { partEnd, partStart, rowsEnd, rowsStart, runFacts } from '@/lib/view/html/part';
import { FileSide } from './file-side';
import type { FileContent, FileWork } from './share-file';
import { sharedPlace } from './shared-place';
import { traceRows } from './trace-rows';

/** A trace, or its events up to one: every row, and the conversation at the row that was shared. */
export async function traceContent({ app, reader, setups }: FileWork): Promise<FileContent> {
  const [trace] = reader.shown.traces;
  if (!trace) throw new AppError('not_found', 'The share holds no trace.');
  const side = new FileSide(app, reader, trace, setups);
  const last = side.rows.length - 1;
  const wanted = reader.pins.kind === 'moment' ? last : sharedPlace(reader.pins.view).seq;
  const shared = wanted !== null && wanted >= 0 && wanted <= last ? wanted : null;
  return {
    links: [
      ...(shared === null
        ? []
        : [{ to: side.places.event(shared), text: `Go to the shared row, #${shared}` }]),
      { to: 'events', text: 'Events' },
      ...(side.rows.length > 0
        ? [{ to: side.places.event(last), text: `Last event, #${last}` }]
        : []),
    ],
    parts: parts(),
  };

  async function* parts(): AsyncGenerator<Html> {
    yield partStart('Run', 'run');
    yield runFacts(side.trace, reader.pins.kind === 'trace');
    yield partEnd();
    if (shared !== null) yield* conversation(shared);
    yield partStart('Events', 'events');
    yield rowsStart();
    yield* traceRows(side, shared);
    yield rowsEnd();
    yield partEnd();
  }

  async function* conversation(seq: number): AsyncGenerator<Html> {
    const rows = await reader.rows(side.trace.side);
    const row = rows[seq];
    const at = row && { seq, side: defaultSide(row) };
    const entries = at && conversationAt(rows, seq, at.side);
    if (at && entries) yield conversationPart(entries, at, rows, side.places);
  }
}
