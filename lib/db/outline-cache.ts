import { LRUCache } from 'lru-cache';
import type { OutlineRow } from '@/lib/trace/outline';

/** About 150 MB at most. */
const maxRows = 300_000;

/** Pages of stored rows. Recorded events are never changed, so an entry is never stale. */
export class OutlineCache {
  readonly #pages: LRUCache<string, OutlineRow[]>;

  /** @param rows that are kept at most */
  constructor(rows = maxRows) {
    this.#pages = new LRUCache({
      maxSize: rows,
      sizeCalculation: (page) => Math.max(1, page.length),
    });
  }

  /** The rows `[from, to)` that trace `id` stores itself; `read` fetches them when they are not here. */
  page(id: string, from: number, to: number, read: () => OutlineRow[]): OutlineRow[] {
    const key = `${id}:${from}:${to}`;
    const known = this.#pages.get(key);
    if (known) return known;
    const rows = read();
    this.#pages.set(key, rows);
    return rows;
  }
}
