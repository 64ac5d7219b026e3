import type { RunUpdate } from '@/lib/api/run-contract';

/** At most 20 times a second a reader is told how far a reply has come. */
const partialMs = 50;

/** A reply in the making. */
export class PartialReply {
  #reply: { text: string; reasoning: string } | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(private readonly publish: (update: RunUpdate) => void) {}

  /** As far as it has come; null between replies. */
  get update(): RunUpdate | null {
    return this.#reply && { type: 'partial', ...this.#reply };
  }

  begin(): void {
    this.#reply = { text: '', reasoning: '' };
    this.#tell();
  }

  add(more: { text: string; reasoning: string }): void {
    if (!this.#reply) return;
    this.#reply.text += more.text;
    this.#reply.reasoning += more.reasoning;
    this.#timer ??= setTimeout(() => this.#tell(), partialMs);
  }

  /** It is whole now, or it failed. */
  end(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#reply = null;
  }

  #tell(): void {
    this.#timer = null;
    const { update } = this;
    if (update) this.publish(update);
  }
}
