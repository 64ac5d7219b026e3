import { StateFold } from '@/lib/replay/state/state-fold';
import type { Event } from '@/lib/trace/event';
import { oneLine } from '@/lib/trace/summary';
import { type Fact, type FactReader, factTitles, type Projector } from './fact';

export const values: Projector = {
  id: 'value',
  title: factTitles.value,
  create: () => new ValueReader(),
};

/** The keys of the run's state, as its operations left them. */
class ValueReader implements FactReader {
  readonly #state = new StateFold();
  readonly #since = new Map<string, number>();

  add(event: Event): void {
    if (event.kind !== 'state') return;
    this.#state.add(event);
    for (const { namespace = '', agent = event.lane, key } of event.operations) {
      const name = nameOf(namespace, agent, key);
      if (!this.#since.has(name)) this.#since.set(name, event.seq);
    }
  }

  facts(): Fact[] {
    return this.#state.read().map(({ namespace, agent, key, value, deleted, seq }) => {
      const name = nameOf(namespace, agent, key);
      return {
        ...{ kind: 'value', key: name, status: deleted ? 'deleted' : 'set', detail: value, seq },
        title: oneLine([agent, namespace, key].filter((word) => word !== '').join(' · ')),
        ...{ since: this.#since.get(name) ?? seq, source: 'recorded' },
        rule: deleted ? 'A state operation deleted it' : 'A state operation wrote it',
      };
    });
  }
}

/** As JSON, so that two names never become one. */
const nameOf = (namespace: string, agent: string, key: string): string =>
  JSON.stringify([namespace, agent, key]);
