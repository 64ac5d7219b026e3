import type { Store } from '@/lib/db/store';
import type { Exchange } from '@/lib/egress/exchange';

/** Keeps every attempt at the model calls of one run, byte for byte. */
export class RunExchanges {
  readonly #writing: Promise<void>[] = [];
  readonly #attempts = new Map<number, number>();
  readonly #hosts = new Set<string>();

  constructor(
    private readonly store: Store,
    private readonly runId: string,
  ) {}

  /** Hosts that were asked, those that redirected included. */
  get hosts(): ReadonlySet<string> {
    return this.#hosts;
  }

  keep(step: number, exchange: Exchange): void {
    const attempt = (this.#attempts.get(step) ?? 0) + 1;
    this.#attempts.set(step, attempt);
    for (const url of [...exchange.redirects, exchange.request.url]) {
      if (URL.canParse(url)) this.#hosts.add(new URL(url).host);
    }
    const kept = this.#insert(step, attempt, exchange);
    this.#writing.push(
      kept.catch((error: unknown) => console.error(`Exchange of run ${this.runId}:`, error)),
    );
  }

  /** Resolves when all that came so far is stored. */
  async stored(): Promise<void> {
    await Promise.all(this.#writing);
  }

  async #insert(step: number, attempt: number, exchange: Exchange): Promise<void> {
    const { request, response, startedAt, durationMs } = exchange;
    const data = {
      ...{ runId: this.runId, step, attempt, durationMs, url: request.url },
      request: JSON.stringify(request),
      status: response?.status ?? null,
      response: response ? new Uint8Array(response.body) : null,
      startedAt: new Date(startedAt),
    };
    await this.store.writes.run(() => this.store.prisma.exchange.create({ data }));
  }
}
