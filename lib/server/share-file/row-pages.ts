import { LRUCache } from 'lru-cache';
import type { SharedReader } from '@/lib/server/shares/shared-reader';
import type { OutlineRow } from '@/lib/trace/outline';

const pageRows = 200;

/** Rows of a shared trace by seq: a few pages are in memory at once. */
export class RowPages {
  readonly #pages = new LRUCache<number, OutlineRow[]>({ max: 8 });

  constructor(
    private readonly reader: Pick<SharedReader, 'outline' | 'events'>,
    readonly side: string,
  ) {}

  get length(): number {
    return this.reader.events(this.side);
  }

  at(seq: number): OutlineRow | undefined {
    const page = Math.floor(seq / pageRows);
    let rows = this.#pages.get(page);
    if (!rows) {
      rows = this.reader.outline(this.side, page * pageRows, pageRows);
      this.#pages.set(page, rows);
    }
    return rows[seq - page * pageRows];
  }
}
