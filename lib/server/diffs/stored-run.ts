import type { Lineage } from '@/lib/db/lineage';
import type { RawDatabase } from '@/lib/db/open-database';
import type { OutlineCache } from '@/lib/db/outline-cache';
import { readEvent } from '@/lib/db/read-event';
import { readMessages } from '@/lib/db/read-messages';
import { readOutline } from '@/lib/db/read-outline';
import type { ComparedRun } from '@/lib/replay/diff/compared-run';
import { type EventText, eventText } from '@/lib/replay/diff/event-text';

/** What a comparison reads of a database. */
export interface DiffSource {
  raw: RawDatabase;
  outlines: OutlineCache;
}

const nothing: EventText = { content: '', reasoning: '' };

/** A stored run as the diff reads it: texts come from the database, one event at a time. */
export function storedRun(source: DiffSource, lineage: Lineage): ComparedRun {
  const outline = readOutline(source, lineage);
  return {
    outline,
    textOf(seq) {
      const event = readEvent(source.raw, lineage, seq);
      if (!event) return nothing;
      const said = (event.said?.append ?? []).flatMap((range) =>
        [...readMessages(source.raw, lineage, range)].map(({ message }) => message),
      );
      return eventText(event, said);
    },
  };
}
