import type { Event } from '@/lib/trace/event';
import type { Message } from '@/lib/trace/message';
import type { Fact } from './fact';
import { inOrder } from './fact-order';
import { projectors } from './index';

/** What is known after the events so far: all projectors over one run. Linear in what it is given. */
export class FactFold {
  readonly #readers = projectors.map((projector) => projector.create());

  /** In order of seq. `said`: the messages that the event itself added. */
  add(event: Event, said: readonly Message[]): void {
    for (const reader of this.#readers) reader.add(event, said);
  }

  /** By kind, then by key. */
  read(): Fact[] {
    return this.#readers.flatMap((reader) => reader.facts()).sort(inOrder);
  }
}
