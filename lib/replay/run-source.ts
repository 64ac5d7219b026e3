import { positionsOf } from '@/lib/trace/conversation';
import type { Event } from '@/lib/trace/event';
import type { Message } from '@/lib/trace/message';
import type { Outline, OutlineRow } from '@/lib/trace/outline';
import type { Setup } from '@/lib/trace/setup';

/**
 * One run as time travel reads it: light rows in memory, bodies on demand.
 * All but `outline` throw RangeError for what the run does not have.
 */
export interface RunSource {
  outline: Outline;
  event(seq: number): Event;
  /** In order, from `from` up to but not with `to`; all without them. */
  events(from?: number, to?: number): Iterable<Event>;
  message(position: number): Message;
  setup(hash: string): Setup;
}

/** What a run was asked for. Throws RangeError where it is not there. */
export function inRun<Body>(body: Body | undefined, what: string): Body {
  if (body === undefined) throw new RangeError(`The trace has no ${what}`);
  return body;
}

/** The messages that an event itself added. */
export const saidBy = (run: RunSource, { said }: Pick<OutlineRow, 'said'>): Message[] =>
  [...positionsOf(said?.append ?? [])].map((position) => run.message(position));
