import 'server-only';
import { beforeStop } from '@/lib/server/stop-app';
import { McpConnection } from './mcp-connection';
import type { McpWay } from './mcp-transport';

/** A session that nobody uses for so long ends. */
const idleMs = 60_000;

interface Kept {
  connection: McpConnection;
  timer: NodeJS.Timeout;
}

/**
 * Sessions with MCP servers between the calls of one branch: what a server remembers of one branch is not
 * seen by another. A session is used by one call at a time; for a second one at once another is opened.
 */
export class McpPool {
  readonly #idle = new Map<string, Kept[]>();
  readonly #all = new Set<McpConnection>();

  constructor(private readonly keepMs = idleMs) {}

  /** Throws as `McpConnection.open`. Give it back with `release`. */
  async take(way: McpWay, branch: string, signal?: AbortSignal): Promise<McpConnection> {
    const idle = this.#idle.get(nameOf(way, branch)) ?? [];
    for (let kept = idle.pop(); kept; kept = idle.pop()) {
      clearTimeout(kept.timer);
      if (kept.connection.usable) return kept.connection;
      this.#drop(kept.connection);
    }
    const opened = await McpConnection.open(way, signal);
    this.#all.add(opened);
    return opened;
  }

  release(way: McpWay, branch: string, connection: McpConnection): void {
    if (!connection.usable) {
      this.#drop(connection);
      return;
    }
    const name = nameOf(way, branch);
    const timer = setTimeout(() => void this.#end(name, connection), this.keepMs).unref();
    const kept = { connection, timer };
    this.#idle.set(name, [...(this.#idle.get(name) ?? []), kept]);
  }

  /** Ends what nobody uses now, whatever it was for. */
  async closeIdle(): Promise<void> {
    const idle = [...this.#idle].flatMap(([name, all]) =>
      all.map(({ connection, timer }) => {
        clearTimeout(timer);
        return this.#end(name, connection);
      }),
    );
    await Promise.all(idle);
  }

  /** At a shutdown: synchronous. */
  kill(): void {
    for (const connection of this.#all) connection.kill();
  }

  #drop(connection: McpConnection): void {
    this.#all.delete(connection);
    connection.retire();
  }

  async #end(name: string, connection: McpConnection): Promise<void> {
    const rest = (this.#idle.get(name) ?? []).filter((kept) => kept.connection !== connection);
    if (rest.length > 0) this.#idle.set(name, rest);
    else this.#idle.delete(name);
    this.#all.delete(connection);
    await connection.close();
  }
}

/** Another command, address or key is another server. */
const nameOf = (way: McpWay, branch: string): string =>
  JSON.stringify(
    way.kind === 'mcp-stdio'
      ? [branch, way.server.definition]
      : [branch, way.url, way.key, way.allowPrivate],
  );

const key = Symbol.for('retake.mcp-pool');
// Next bundles modules more than once; only globalThis is the same for all of them. Nobody else knows the key.
const shared = globalThis as { [key]?: McpPool };

/** The sessions of this process. */
export function mcpPool(): McpPool {
  if (shared[key]) return shared[key];
  const pool = new McpPool();
  shared[key] = pool;
  beforeStop(() => pool.kill());
  return pool;
}
