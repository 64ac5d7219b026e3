import { type BuilderStart, TraceBuilder } from '@/lib/trace/builder';
import type { Event } from '@/lib/trace/event';
import type { Hash } from '@/lib/trace/identity';
import type { Message } from '@/lib/trace/message';
import type { OutlineRow } from '@/lib/trace/outline';
import type { Setup } from '@/lib/trace/setup';

/** A trace in memory, for tests. */
export interface BuiltTrace {
  builder: TraceBuilder;
  events: Event[];
  outline: OutlineRow[];
  messages: Message[];
  setups: Map<string, Setup>;
}

export function builtTrace(hash: Hash, start?: BuilderStart, past?: BuiltTrace): BuiltTrace {
  const events: Event[] = [];
  const outline: OutlineRow[] = [...(past?.outline.slice(0, start?.seq ?? 0) ?? [])];
  const messages: Message[] = [...(past?.messages ?? [])];
  const setups = new Map(past?.setups ?? []);
  const builder = new TraceBuilder(
    hash,
    {
      message: ({ message }) => messages.push(message),
      setup: (key, setup) => setups.set(key, setup),
      blob: () => undefined,
      event: (event, row) => {
        events.push(event);
        outline.push(row);
      },
      note: () => undefined,
      finish: () => undefined,
    },
    start,
  );
  return { builder, events, outline, messages, setups };
}

export const bodiesOf = ({ messages, setups }: BuiltTrace) => ({
  message: (position: number) => messages[position],
  setup: (key: string) => setups.get(key),
});
