import type { Json } from '@/lib/trace/json';
import { compareText } from './compare-text';
import { statehouseReplay, type Transaction } from './statehouse-replay';
import { statehouseValue } from './statehouse-value';

type Operation = { namespace: string; agent: string; key: string; write: Json | undefined };

interface Row {
  namespace: string;
  agent_id: string;
  key: string;
  value: Json | null;
  version: number;
  commit_ts: number;
  deleted: boolean;
}

/**
 * Statehouse's server as its source reads, for the scripts of the oracle. `memory` keys rows by tuple, `rocks`
 * by names joined with colons, which collide. Counters of versions live in memory and end with the process.
 */
export class StatehouseMachine {
  readonly #open = new Map<string, { id: string; operations: Operation[] }>();
  readonly #log: Transaction[] = [];
  readonly #rows = new Map<string, Row>();
  readonly #versionRows = new Map<string, Row>();
  #versions = new Map<string, number>();
  #snapshot: Row[] = [];
  #begun = 0;
  #committed = 0;

  constructor(private readonly profile: string) {}

  /** What was committed, in order. */
  get log(): readonly Transaction[] {
    return this.#log;
  }

  run([op, ...args]: Json[]): Json {
    const [first, second, third, fourth, fifth] = args;
    const texts = args.map(String);
    const [a = '', b = '', c = '', d = ''] = texts;
    switch (op) {
      case 'begin': {
        this.#begun += 1;
        const id = `00000000-0000-4000-8000-${String(this.#begun).padStart(12, '0')}`;
        this.#open.set(String(first), { id, operations: [] });
        return { txn_id: id };
      }
      case 'write':
        return this.#stage(a, { namespace: b, agent: c, key: d, write: fifth ?? null });
      case 'delete':
        return this.#stage(a, { namespace: b, agent: c, key: d, write: undefined });
      case 'commit':
        return this.#commit(a);
      case 'abort':
        this.#open.delete(a);
        return {};
      case 'replay': {
        const bound = (value: Json | undefined) => (typeof value === 'number' ? value : null);
        const range = { namespace: a, agent: b, start: bound(third), end: bound(fourth) };
        return [...statehouseReplay(this.#log, range)].map((event) => ({ ...event }));
      }
      case 'get_state':
        return asJson(this.#rows.get(this.#name(a, b, c)));
      case 'get_state_at_version':
        return asJson(this.#versionRows.get(`${this.#name(a, b, c)}:${String(fourth)}`));
      case 'list_keys':
        return this.#live(a, b).map(({ key }) => key);
      case 'scan_prefix':
        return this.#live(a, b)
          .filter(({ key }) => key.startsWith(String(third)))
          .map((row) => ({ ...row }));
      case 'create_snapshot':
        this.#snapshot = [...this.#rows.values()];
        return {};
      default:
        if (typeof op === 'string' && op.startsWith('restart')) return this.#restart(op);
        throw new Error(`No such step: ${op}, ${second}`);
    }
  }

  #name = (...names: string[]): string =>
    this.profile === 'rocks' ? names.join(':') : JSON.stringify(names);

  #stage(transaction: string, operation: Operation): Json {
    const open = this.#open.get(transaction);
    if (!open) return { error: 'Transaction not found' };
    open.operations.push(operation);
    return {};
  }

  #commit(transaction: string): Json {
    const open = this.#open.get(transaction);
    if (!open) return { error: 'Transaction not found' };
    this.#open.delete(transaction);
    this.#committed += 1;
    const commit_ts = this.#committed;
    const operations = open.operations.map(({ namespace, agent, key, write }) => {
      const counter = JSON.stringify([namespace, agent, key]);
      const version = (this.#versions.get(counter) ?? 0) + 1;
      this.#versions.set(counter, version);
      const value = write === undefined ? null : statehouseValue(write);
      const row = { namespace, agent_id: agent, key, value, version, commit_ts };
      const stored = { ...row, deleted: write === undefined };
      this.#rows.set(this.#name(namespace, agent, key), stored);
      this.#versionRows.set(`${this.#name(namespace, agent, key)}:${version}`, stored);
      return { namespace, agent, key, value, version };
    });
    this.#log.push({ txn_id: open.id, commit_ts, operations });
    return { commit_ts };
  }

  #live(namespace: string, agent: string): Row[] {
    return [...this.#rows.values()]
      .filter((row) => row.namespace === namespace && row.agent_id === agent && !row.deleted)
      .sort((a, b) => compareText(a.key, b.key));
  }

  #restart(step: string): Json {
    this.#open.clear();
    this.#versions = new Map(
      step.startsWith('restart_with_recover')
        ? this.#snapshot.map(({ namespace, agent_id, key, version }) => [
            JSON.stringify([namespace, agent_id, key]),
            version,
          ])
        : [],
    );
    return {};
  }
}

const asJson = (row: Row | undefined): Json => (row ? { ...row } : null);
