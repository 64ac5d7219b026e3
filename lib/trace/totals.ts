import type { OutlineRow } from './outline';
import type { Totals } from './trace';

const plus = (sum: number | null, value: number | null): number | null =>
  value === null ? sum : (sum ?? 0) + value;

/** Adds up outline rows. The same sums whether rows come from an import, a branch or the store. */
export class TotalsCounter {
  #totals: Totals;
  #models: Set<string>;

  constructor(from?: Totals) {
    this.#totals = from
      ? { ...from, byKind: { ...from.byKind } }
      : {
          events: 0,
          messages: 0,
          byKind: {},
          errors: 0,
          inputTokens: null,
          outputTokens: null,
          costUsd: null,
          models: [],
          startedAt: null,
          endedAt: null,
        };
    this.#models = new Set(this.#totals.models);
  }

  add(row: OutlineRow): void {
    const totals = this.#totals;
    totals.events += 1;
    totals.byKind[row.kind] = (totals.byKind[row.kind] ?? 0) + 1;
    if (row.error) totals.errors += 1;
    totals.inputTokens = plus(totals.inputTokens, row.inputTokens);
    totals.outputTokens = plus(totals.outputTokens, row.outputTokens);
    totals.costUsd = plus(totals.costUsd, row.costUsd);
    if (row.kind === 'model-call' && row.name !== null) this.#models.add(row.name);
    if (row.startedAt !== null) {
      const end = row.startedAt + (row.durationMs ?? 0);
      totals.startedAt = Math.min(totals.startedAt ?? row.startedAt, row.startedAt);
      totals.endedAt = Math.max(totals.endedAt ?? end, end);
    }
  }

  /** `messages`: size of the pool that the trace sees, borrowed part included. */
  read(messages: number): Totals {
    return { ...this.#totals, messages, models: [...this.#models] };
  }
}
