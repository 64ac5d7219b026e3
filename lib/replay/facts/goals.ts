import type { Event } from '@/lib/trace/event';
import { textField } from '@/lib/trace/json';
import { type Message, textOf } from '@/lib/trace/message';
import { type Fact, type FactReader, factTitles, type Projector } from './fact';
import { FactTable } from './fact-table';
import { PersonsWords } from './persons-words';
import { recordedPayload } from './recorded';

export const goals: Projector = {
  id: 'goal',
  title: factTitles.goal,
  create: () => new GoalReader(),
};

const firstPrompt = 'first prompt';

class GoalReader implements FactReader {
  readonly #persons = new PersonsWords();
  readonly #facts = new FactTable('goal');
  /** The prompt that is a goal and was the last thing a person said. */
  #latest: string | null = null;
  #runs = 0;

  add(event: Event, said: readonly Message[]): void {
    const recorded = recordedPayload(event, 'goal');
    if (recorded) {
      const title = textField(recorded, 'title') ?? textField(recorded, 'description');
      const detail = textField(recorded, 'description') ?? null;
      if (title !== undefined)
        this.#facts.set(textField(recorded, 'key') ?? title, {
          ...{ title, status: 'active', detail, seq: event.seq },
          ...{ source: 'recorded', rule: `The trace records it as a goal (${event.type})` },
        });
      return;
    }
    if (event.kind === 'edit') this.#replace(event.seq, event.edits);
    if (!this.#persons.holds(event)) return;
    const text = said.map(textOf).join('\n').trim();
    if (text === '') return;
    const begins = event.type === 'run_started';
    if (begins) this.#runs += 1;
    const first = this.#facts.get(firstPrompt) === undefined;
    this.#latest = first ? firstPrompt : begins ? `prompt of run ${this.#runs}` : null;
    if (this.#latest !== null)
      this.#set(
        this.#latest,
        text,
        event.seq,
        first
          ? 'The first prompt of the trace'
          : 'The prompt that a later run of the trace starts with',
      );
  }

  facts(): Fact[] {
    return this.#facts.values();
  }

  #replace(seq: number, edits: readonly { type: string; text?: string }[]): void {
    for (const { type, text } of edits) {
      if (type === 'append-user') this.#latest = null;
      if (type === 'replace-last-user' && text !== undefined && this.#latest !== null)
        this.#set(this.#latest, text, seq, 'The prompt as the fork changed it');
    }
  }

  #set(key: string, text: string, seq: number, rule: string): void {
    this.#facts.set(key, {
      ...{ title: text, status: 'active', detail: text, seq, source: 'inferred', rule },
    });
  }
}
