import type { Conversation, TraceBuilder } from '@/lib/trace/builder';
import type { RecordRef } from '@/lib/trace/event';
import type { Message } from '@/lib/trace/message';
import { ConversationLog, type Told } from '../messages/conversation-log';

interface Branch {
  log: ConversationLog;
  told: Told[];
  /** So many of `told` leave no call without an answer. */
  settled: number;
  /** The conversation at that point. */
  at: Conversation;
  /** So many of `told` are in the conversation that the branch left. */
  joined: number;
}

const main = '';
const isAbove = (upper: string, lower: string): boolean =>
  upper !== lower && (upper === main || lower.startsWith(`${upper}.`));

/**
 * Conversations of agents that run side by side: each sees what was said before on the path that leads to it. When
 * the agent above goes on it sees what all of them said, one after another.
 */
export class Branches {
  readonly #branches = new Map<string, Branch>();
  readonly #logs: ConversationLog[] = [];
  readonly #starts = new Map<string, Conversation>();

  constructor(private readonly builder: TraceBuilder) {}

  /** The log of a branch, with what the branches below it have said since. */
  log(path: string | null, lane: string): ConversationLog {
    const branch = this.#branch(path ?? main);
    this.#join(path ?? main, branch, lane);
    return branch.log;
  }

  /** Remembers what was told last, as soon as it is told. */
  told(path: string | null, told: Told): void {
    const branch = this.#branch(path ?? main);
    // Nothing is above the main conversation: what it says is retold nowhere.
    if ((path ?? main) !== main) branch.told.push(told);
    branch.log.flush();
    if (branch.log.pending) return;
    branch.settled = branch.told.length;
    branch.at = branch.log.conversation;
  }

  /** Where an invocation begins: a later event may ask to take it back. */
  begin(path: string | null, invocation: string): void {
    const key = JSON.stringify([path ?? main, invocation]);
    if (!this.#starts.has(key)) this.#starts.set(key, this.#branch(path ?? main).log.conversation);
  }

  /** Forgets an invocation and all after it; false where it never began. */
  rewind(path: string | null, invocation: string): boolean {
    const start = this.#starts.get(JSON.stringify([path ?? main, invocation]));
    if (start) this.#restart(this.#branch(path ?? main), start);
    return start !== undefined;
  }

  end(): void {
    for (const log of this.#logs) log.end();
  }

  #branch(path: string): Branch {
    const known = this.#branches.get(path);
    if (known) return known;
    const [above] = [...this.#branches]
      .filter(([upper]) => isAbove(upper, path))
      .sort(([a], [b]) => b.length - a.length);
    const at = above?.[1].at ?? this.builder.root;
    const branch: Branch = { log: this.#begin(at), told: [], settled: 0, at, joined: 0 };
    this.#branches.set(path, branch);
    return branch;
  }

  #begin(from: Conversation): ConversationLog {
    const log = new ConversationLog(this.builder, from);
    this.#logs.push(log);
    return log;
  }

  #restart(branch: Branch, at: Conversation): void {
    branch.log = this.#begin(at);
    branch.at = at;
    branch.settled = branch.told.length;
  }

  #join(path: string, branch: Branch, lane: string): void {
    const below = [...this.#branches].filter(([lower]) => isAbove(path, lower));
    const said = below.flatMap(([, { told, settled, joined }]) => told.slice(joined, settled));
    if (said.length === 0) return;
    for (const [, lower] of below) lower.joined = lower.settled;
    branch.log.settle();
    const records = new Map<string, RecordRef>();
    for (const told of said) for (const ref of told.records) records.set(ref.join(':'), ref);
    const says: Message[] = said.map(({ message }) => message);
    const { conversation } = this.builder.add({
      ...{ kind: 'span', type: 'branches_joined', name: 'branches joined', lane },
      ...{ records: [...records.values()], saidFidelity: 'derived', says },
      conversation: branch.log.conversation,
    });
    this.#restart(branch, conversation ?? branch.log.conversation);
    if (path !== main) branch.told.push(...said);
    branch.settled = branch.told.length;
  }
}
