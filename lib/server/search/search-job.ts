import type { SearchAnswer } from '@/lib/api/search-contract';
import type { SearchWish } from './search-index';

/** What the thread of the index is started with. */
export interface SearchJob {
  database: string;
  file: string;
}

export type SearchRequest = { id: number } & (
  | { type: 'find'; wish: SearchWish }
  | { type: 'catch-up' }
);

export type SearchReply = { id: number } & (
  | { type: 'answer'; answer: SearchAnswer | null }
  | { type: 'failed'; message: string }
);
