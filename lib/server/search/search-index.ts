import type { SearchAnswer } from '@/lib/api/search-contract';

export interface SearchWish {
  /** As a person typed it: anything. */
  q: string;
  /** Traces of a page, and how many stand before it. */
  limit: number;
  offset: number;
  /** Hits of each trace. */
  hits: number;
}

/**
 * Finds words in all traces. What it knows is derived from the database: it may be deleted at any time and comes
 * back. Whoever searches need not wait until it is complete: the answer says how far it is.
 */
export interface SearchIndex {
  find(wish: SearchWish): Promise<SearchAnswer>;
  /** Resolves when all that is stored now is indexed, and what is gone is gone from it. Rests while files are imported. */
  catchUp(): Promise<void>;
  close(): Promise<void>;
}
