import { contentHash, type Hash, messageKey } from './identity';
import type { Message } from './message';
import type { TraceSink } from './sink';

/** The messages of one trace, each stored once under its key, at dense positions. */
export class MessagePool {
  #positions = new Map<string, number>();
  #contentHashes = new Map<number, string>();
  #next: number;

  /** `known`: the pool that this one grows on; `base` is the first position of its own. */
  constructor(
    private readonly hash: Hash,
    private readonly sink: Pick<TraceSink, 'message'>,
    base = 0,
    private readonly known?: { position(key: string): number | undefined },
  ) {
    this.#next = base;
  }

  get size(): number {
    return this.#next;
  }

  position(key: string): number | undefined {
    return this.#positions.get(key) ?? this.known?.position(key);
  }

  find(message: Message): number | undefined {
    return this.position(messageKey(this.hash, message));
  }

  intern(message: Message): { position: number; contentHash: string } {
    const key = messageKey(this.hash, message);
    const content = contentHash(this.hash, message, key);
    const found = this.position(key);
    if (found !== undefined) return { position: found, contentHash: content };
    const position = this.#next;
    this.#next += 1;
    this.#positions.set(key, position);
    this.#contentHashes.set(position, content);
    this.sink.message({ position, key, contentHash: content, message });
    return { position, contentHash: content };
  }

  /** undefined for positions of the pool that this one grows on. */
  contentHashAt(position: number): string | undefined {
    return this.#contentHashes.get(position);
  }
}
