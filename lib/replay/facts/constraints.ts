import type { Event } from '@/lib/trace/event';
import { field, textField } from '@/lib/trace/json';
import { type Message, textOf } from '@/lib/trace/message';
import { oneLine } from '@/lib/trace/summary';
import { type Fact, type FactReader, factTitles, type Projector } from './fact';
import { FactTable } from './fact-table';
import { PersonsWords } from './persons-words';
import { recordedPayload } from './recorded';

export const constraints: Projector = {
  id: 'constraint',
  title: factTitles.constraint,
  create: () => new ConstraintReader(),
};

/** A longer message is mostly pasted matter, where a sentence is not the person's own. */
const longestMessage = 4000;
const longestSentence = 300;

/** How a sentence begins that forbids or demands. */
const opening =
  /^(?:(?:and|but|also|so|ok|okay|important|note)[,:]? ){0,2}(?:please,? )?(?:do not|don['’]t|never|you (?:must|may not|should never|are not allowed to)|make sure (?:not|you do(?: not|n['’]t))) \w/i;

class ConstraintReader implements FactReader {
  readonly #persons = new PersonsWords();
  readonly #facts = new FactTable('constraint');

  add(event: Event, said: readonly Message[]): void {
    const recorded = recordedPayload(event, 'constraint');
    if (recorded) {
      const text = textField(recorded, 'text');
      const key = textField(recorded, 'key') ?? text;
      if (key === undefined) return;
      const detail = {
        value: field(recorded, 'value') ?? null,
        strength: field(recorded, 'strength') ?? null,
      };
      this.#facts.set(key, {
        ...{ title: text ?? key, status: 'active', detail, seq: event.seq },
        ...{ source: 'recorded', rule: `The trace records it as a constraint (${event.type})` },
      });
    } else if (this.#persons.holds(event)) {
      for (const sentence of said.map(textOf).flatMap(sentences)) this.#infer(sentence, event.seq);
    }
  }

  facts(): Fact[] {
    return this.#facts.values();
  }

  #infer(sentence: string, seq: number): void {
    const key = sentence.toLowerCase();
    if (this.#facts.get(key)) return;
    this.#facts.set(key, {
      ...{ title: sentence, status: 'active', detail: null, seq, source: 'inferred' },
      rule: 'A sentence of the person that begins with “do not”, “never”, “you must” or the like',
    });
  }
}

/** Sentences of prose that begin as an order does; code, quotes and tags are no sentences. */
function sentences(text: string): string[] {
  if (text.length > longestMessage) return [];
  const [prose = '', ...behind] = text.split('```');
  // What stands between fences is code.
  const outside = [prose, ...behind.filter((_, at) => at % 2 === 1)].join('\n');
  return outside
    .split(/\n|(?<=[.!?;]) /)
    .map((sentence) => oneLine(sentence.replace(/^\s*(?:[-*•]|\d{1,2}[.)]) /, '')))
    .filter((sentence) => sentence.length <= longestSentence && opening.test(sentence));
}
