import type { RecordRef } from '@/lib/trace/event';

/** What a line holds that an event may refer to. */
type Held = `message ${number}` | `setup ${string}` | `blob ${string}`;

/** Lines that no event points at yet. A line belongs to the first event that needs what it holds. */
export class LineLedger {
  readonly #lines = new Map<Held, RecordRef[]>();
  #loose: RecordRef[] = [];

  hold(held: Held, ...refs: RecordRef[]): void {
    const lines = this.#lines.get(held);
    if (lines) lines.push(...refs);
    else this.#lines.set(held, refs);
  }

  /** A line that belongs to whatever event comes next. */
  holdLoose(ref: RecordRef): void {
    this.#loose.push(ref);
  }

  take(held: Held): RecordRef[] {
    const lines = this.#lines.get(held) ?? [];
    this.#lines.delete(held);
    return lines;
  }

  takeLoose(): RecordRef[] {
    const lines = this.#loose;
    this.#loose = [];
    return lines;
  }

  takeAll(): RecordRef[] {
    const lines = [...this.takeLoose(), ...[...this.#lines.values()].flat()];
    this.#lines.clear();
    return lines;
  }
}
