import type { SearchHit } from '@/lib/api/search-contract';
import type { Lineage } from '@/lib/db/lineage';
import type { RawDatabase } from '@/lib/db/open-database';
import { readEvent } from '@/lib/db/read-event';
import { type EventWords, eventWords } from './event-words';
import { saidBy } from './said-by';

/** The hits as a reader sees them: the texts of the few events that are shown are read again. */
export const readHits = (
  main: RawDatabase,
  lineage: Lineage,
  seqs: readonly number[],
  snippet: (words: EventWords) => SearchHit['snippet'],
): SearchHit[] =>
  seqs.flatMap((seq) => {
    const event = readEvent(main, lineage, seq);
    if (!event) return [];
    const { kind, type, name, error } = event;
    const words = eventWords(event, saidBy(main, lineage, event));
    const role = event.kind === 'message' ? event.role : null;
    return [{ seq, kind, type, role, name, error: error !== null, snippet: snippet(words) }];
  });
