import type { Event } from '@/lib/trace/event';
import { field, textField } from '@/lib/trace/json';
import { type Fact, type FactReader, factTitles, type Projector } from './fact';
import { FactTable } from './fact-table';
import { recordedPayload } from './recorded';

export const decisions: Projector = {
  id: 'decision',
  title: factTitles.decision,
  create: () => new DecisionReader(),
};

/** Recorded ones only: that an agent said “I decided” proves nothing. */
class DecisionReader implements FactReader {
  readonly #facts = new FactTable('decision');

  add(event: Event): void {
    const recorded = recordedPayload(event, 'decision');
    const title =
      textField(recorded, 'title') ??
      textField(recorded, 'decision') ??
      textField(recorded, 'text');
    if (title === undefined) return;
    const detail = field(recorded, 'rationale') ?? field(recorded, 'reason') ?? null;
    this.#facts.set(textField(recorded, 'key') ?? title, {
      ...{ title, status: textField(recorded, 'status') ?? 'decided', detail, seq: event.seq },
      ...{ source: 'recorded', rule: `The trace records it as a decision (${event.type})` },
    });
  }

  facts(): Fact[] {
    return this.#facts.values();
  }
}
