'use client';

import { useQuery } from '@tanstack/react-query';
import { positionsOf, refsOf } from '@/lib/trace/conversation';
import type { Event } from '@/lib/trace/event';
import { eventFields, type Field, messageFields, setupFields } from '@/lib/view/event-fields';
import type { DiffSide } from './diff-side';

/** Messages of one event that are laid side by side; more are counted. */
export const mostMessages = 100;

/** What to read of one side: an event, messages besides it, a setup. */
export interface Wanted {
  side: DiffSide;
  seq: number | null;
  /** Pool positions. */
  messages: readonly number[];
  setup: string | null;
}

export interface Body {
  event: Event | null;
  fields: Field[];
}

/** The content that a side of a row holds, as fields; undefined while it is on its way. */
export function useFields({ side, seq, messages, setup }: Wanted) {
  const { source } = side;
  const ranges = refsOf(messages.slice(0, mostMessages))
    .map(([start, end]) => `${start}-${end}`)
    .join(',');
  return useQuery({
    queryKey: [...source.key, 'fields', seq, ranges, setup],
    queryFn: async ({ signal }): Promise<Body> => {
      const [event, found, settings] = await Promise.all([
        seq === null ? null : source.event(seq, signal),
        ranges === '' ? [] : source.messages(ranges, signal),
        setup === null ? null : source.setup(setup, signal),
      ]);
      const bodies = new Map(found.map(({ position, message }) => [position, message]));
      const said = [...positionsOf(refsOf(messages))].flatMap((at) => bodies.get(at) ?? []);
      return {
        event,
        fields: [
          // What was said or done is what a reader came for.
          ...(event ? eventFields(event, said) : messageFields(said)),
          ...(settings ? setupFields(settings) : []),
        ],
      };
    },
  });
}
