import type { Lineage } from '@/lib/db/lineage';
import type { RawDatabase } from '@/lib/db/open-database';
import { readMessages } from '@/lib/db/read-messages';
import type { Event } from '@/lib/trace/event';
import type { Message } from '@/lib/trace/message';

/** The messages that an event added itself. */
export const saidBy = (main: RawDatabase, lineage: Lineage, { said }: Event): Message[] =>
  (said?.append ?? []).flatMap((range) =>
    [...readMessages(main, lineage, range)].map(({ message }) => message),
  );
