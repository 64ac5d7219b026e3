/**
 * All conversations of a trace as one tree of pool positions. A node stands for the conversation from the
 * root to itself; `owner` is an event whose conversation afterwards begins with exactly these messages.
 */
export class ConversationNode {
  #only: ConversationNode | undefined;
  #more: Map<number, ConversationNode> | undefined;

  constructor(
    /** Number of messages. */
    readonly depth: number,
    /** null only at the root: the empty conversation needs no event. */
    readonly owner: number | null,
    readonly position: number,
    /** Loose spelling of a reply, to find its echo in a later prompt. */
    readonly reply: string | null,
  ) {}

  child(position: number): ConversationNode | undefined {
    if (this.#only?.position === position) return this.#only;
    return this.#more?.get(position);
  }

  /** A recorded reply here that the given loose spelling echoes. */
  echoed(spelling: string): ConversationNode | undefined {
    if (this.#only?.reply === spelling) return this.#only;
    for (const node of this.#more?.values() ?? []) if (node.reply === spelling) return node;
    return undefined;
  }

  grow(position: number, owner: number, reply: string | null): ConversationNode {
    const known = this.child(position);
    if (known) return known;
    const node = new ConversationNode(this.depth + 1, owner, position, reply);
    if (!this.#only) this.#only = node;
    else {
      this.#more ??= new Map();
      this.#more.set(position, node);
    }
    return node;
  }
}

export const emptyConversation = (): ConversationNode => new ConversationNode(0, null, -1, null);

/**
 * The longest known beginning of `positions` from `node` down, among conversations that events up to
 * `lastOwner` had. The first `node.depth` positions are taken as matched.
 */
export function longestPrefix(
  node: ConversationNode,
  positions: readonly number[],
  lastOwner = Number.POSITIVE_INFINITY,
): ConversationNode {
  let deepest = node;
  for (let at = node.depth; at < positions.length; at += 1) {
    const next = deepest.child(positions[at] ?? -1);
    if (!next || (next.owner ?? 0) > lastOwner) break;
    deepest = next;
  }
  return deepest;
}
