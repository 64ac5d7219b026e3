import type { Event } from '@/lib/trace/event';

/** Tells what the person who runs the agent says from what one agent hands to another. */
export class PersonsWords {
  #lane: string | null = null;

  /**
   * In order of seq: a user message in the lane where the first one stands. Claude Code puts its own words
   * into that place, too (`user/meta`, `user/command-output`).
   */
  holds(event: Event): boolean {
    if (event.kind !== 'message' || event.role !== 'user' || event.type.startsWith('user/'))
      return false;
    this.#lane ??= event.lane;
    return event.lane === this.#lane;
  }
}
