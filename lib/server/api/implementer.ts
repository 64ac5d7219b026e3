import { implement } from '@orpc/server';
import { contract } from '@/lib/api/contract';
import type { AppState } from '@/lib/server/app-state';
import type { Visitor } from '@/lib/server/shares/open-share';

export interface ApiContext {
  app: AppState;
  /** Base of links that leave this machine, such as `http://127.0.0.1:3000`. */
  origin: string;
  /** Who reads a share. */
  visitor: Visitor;
}

/** Binds handlers to the contract. */
export const api = implement(contract).$context<ApiContext>();
