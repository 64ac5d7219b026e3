import { setImmediate as turn } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import { sha256 } from '@/lib/server/sha256';
import { textPieces } from './text-pieces';
import type { Encoding } from './tokenizer-of';

/** UTF-16 units that are counted one by one, about 2 s at the worst; behind them a rule of thumb does. */
const budget = 4_000_000;
const unitsPerToken = 4;
/** Milliseconds until others get their turn. */
const slice = 15;
/** Shorter ones are counted as quickly as they are looked up. */
const shortest = 200;

/** Of texts that were counted before, by encoding and hash: one edit leaves the other messages as they are. */
const known = new LRUCache<string, { tokens: number; clean: boolean }>({ max: 20_000 });

/** Counts the tokens of texts without holding up the process; one for each question. */
export class TokenCounter {
  /** Something was counted by a rule of thumb, or in pieces that split a token. */
  rough = false;
  #left = budget;
  #turned = performance.now();

  constructor(private readonly encoding: Encoding) {}

  async count(text: string): Promise<number> {
    await this.#rest();
    if (text.length < shortest || this.#left <= 0) return this.#counted(text);
    const key = `${this.encoding.name} ${sha256(text)}`;
    let found = known.get(key);
    if (!found) {
      if (text.length > this.#left) {
        this.#left = 0;
        return this.#counted(text);
      }
      found = await this.#slowly(text);
      known.set(key, found);
    }
    this.rough ||= !found.clean;
    return found.tokens;
  }

  async #slowly(text: string): Promise<{ tokens: number; clean: boolean }> {
    let tokens = 0;
    let clean = true;
    for (const piece of textPieces(text)) {
      tokens += this.#counted(piece.text);
      clean &&= piece.clean;
      await this.#rest();
    }
    return { tokens, clean };
  }

  #counted(text: string): number {
    this.#left -= text.length;
    if (this.#left >= 0) return this.encoding.count(text);
    this.rough = true;
    return Math.ceil(text.length / unitsPerToken);
  }

  async #rest(): Promise<void> {
    if (performance.now() - this.#turned < slice) return;
    await turn();
    this.#turned = performance.now();
  }
}
