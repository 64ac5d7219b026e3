import { oneLine } from '@/lib/trace/summary';
import type { Fact, FactKind } from './fact';

/** Facts of one kind by key, as a reader fills them. */
export class FactTable {
  readonly #facts = new Map<string, Fact>();

  constructor(private readonly kind: FactKind) {}

  get(key: string): Fact | undefined {
    return this.#facts.get(key);
  }

  /** Says what a fact is from now on. The event that first told of it stays; an equal status keeps its event. */
  set(key: string, now: Omit<Fact, 'kind' | 'key' | 'since' | 'title'> & { title?: string }): void {
    const known = this.#facts.get(key);
    const title = oneLine(now.title ?? known?.title ?? key);
    this.#facts.set(key, {
      ...{ kind: this.kind, key, title, status: now.status, detail: now.detail },
      ...{ seq: now.seq, since: known?.since ?? now.seq, source: now.source, rule: now.rule },
    });
  }

  values(): Fact[] {
    return [...this.#facts.values()];
  }
}
