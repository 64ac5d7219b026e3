import { createHmac } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { ShareInclude } from '@/lib/api/share-contract';
import { Masker } from '@/lib/replay/findings/masker';
import type { OutlineRow } from '@/lib/trace/outline';
import { CutLines } from './cut-lines';
import type { SharePins } from './share-pins';

/** Stands where something was, in bodies and in their first lines. */
export const leftOut = '(left out by whoever shared this)';

/** By what rules content leaves in a share. */
export interface Leaving {
  include: ShareInclude;
  masker: Masker;
  /** Whether payloads leave that may hold anything, tool results and reasoning as well. */
  untyped: boolean;
  /** Whether the stored first line of an event may tell more than may leave: it is then made anew. */
  mayTell(row: OutlineRow): boolean;
  /**
   * A stored hash as its reader gets it, as long as it was. Equal content gives equal hashes, but nobody can try
   * what a masked or left out text may have been by hashing guesses.
   */
  hash(stored: string): string;
}

/** Made once per share: a request reads a page of one, and there may be 10,000 values. */
const made = new LRUCache<string, Leaving>({ max: 20 });

export function leavingOf(pins: Pick<SharePins, 'include' | 'masks' | 'hashKey'>): Leaving {
  const { include, masks, hashKey } = pins;
  const known = hashKey === null ? undefined : made.get(hashKey);
  if (known) return known;
  const values = masks.map(({ text }) => text);
  const lines = new CutLines(values);
  const leaving: Leaving = {
    ...{ include, masker: new Masker(values), untyped: include.reasoning && include.toolResults },
    mayTell: (row) => tellsLeftOut(row, include) || lines.mayHold(row.summary),
    hash: (stored) =>
      hashKey === null
        ? stored
        : createHmac('sha256', hashKey).update(stored).digest('hex').slice(0, stored.length),
  };
  if (hashKey !== null) made.set(hashKey, leaving);
  return leaving;
}

/** By the row alone: what it says may stand in its messages or in a payload of any shape. */
function tellsLeftOut(
  { kind, said, error }: OutlineRow,
  { reasoning, toolResults }: ShareInclude,
): boolean {
  if (reasoning && toolResults) return false;
  const payload = kind === 'log' || kind === 'error' || kind === 'interrupt';
  const speaks = (said?.append.length ?? 0) > 0;
  return speaks || payload || (!toolResults && (error || kind === 'tool-result'));
}
