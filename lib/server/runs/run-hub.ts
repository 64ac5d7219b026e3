import type { RunUpdate } from '@/lib/api/run-contract';

/** Updates that wait for one reader. Of replies in the making only the newest is kept. */
export class RunInbox {
  readonly #waiting: RunUpdate[] = [];
  #wake: (() => void) | null = null;
  #closed = false;

  push(update: RunUpdate): void {
    const last = this.#waiting.at(-1);
    if (update.type === 'partial' && last?.type === 'partial') this.#waiting.pop();
    this.#waiting.push(update);
    this.#wake?.();
  }

  /** Takes the events that wait. */
  takeEvents(): Extract<RunUpdate, { type: 'event' }>[] {
    return this.#waiting.splice(0).filter((update) => update.type === 'event');
  }

  /** For a reader who is about to be told how far the reply has come. */
  dropPartials(): void {
    const rest = this.#waiting.filter(({ type }) => type !== 'partial');
    this.#waiting.splice(0, this.#waiting.length, ...rest);
  }

  close(): void {
    this.#closed = true;
    this.#wake?.();
  }

  /** The next update; null when there will be none. */
  async next(): Promise<RunUpdate | null> {
    while (this.#waiting.length === 0 && !this.#closed) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return this.#waiting.shift() ?? null;
  }
}

/** Fans out what happens in runs to everybody who looks at them. */
export class RunHub {
  readonly #inboxes = new Map<string, Set<RunInbox>>();

  open(runId: string): RunInbox {
    const inbox = new RunInbox();
    const set = this.#inboxes.get(runId) ?? new Set();
    this.#inboxes.set(runId, set.add(inbox));
    return inbox;
  }

  leave(runId: string, inbox: RunInbox): void {
    inbox.close();
    const set = this.#inboxes.get(runId);
    set?.delete(inbox);
    if (set?.size === 0) this.#inboxes.delete(runId);
  }

  publish(runId: string, update: RunUpdate): void {
    for (const inbox of this.#inboxes.get(runId) ?? []) inbox.push(update);
  }

  closeAll(): void {
    for (const set of this.#inboxes.values()) for (const inbox of set) inbox.close();
  }
}
