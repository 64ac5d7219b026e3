import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { McpError, ToolListChangedNotificationSchema } from '@modelcontextprotocol/sdk/types.js';
import type { ExecutorTool } from '@/lib/api/executor-contract';
import { AppError, isAppError } from '@/lib/errors';
import { mcpCall } from './exact-request';
import { replyLimits } from './executor-fetch';
import { type LiveCall, type LiveOutput, NoAnswer, preview } from './live-line';
import { mcpOutput } from './mcp-output';
import { anyResult, listTools } from './mcp-tools';
import { type McpTransport, type McpWay, mcpTransport } from './mcp-transport';

/** Milliseconds to start, and to list the tools. */
const startMs = 30_000;
/** For a stream that broke off to be taken up again. */
const graceMs = 5000;
/** For the word that a call is cancelled to be sent. */
const farewellMs = 300;

/** One session with an MCP server, for one call at a time. */
export class McpConnection {
  readonly #client = new Client({ name: 'retake', version: '1' });
  readonly #link: McpTransport;
  readonly #where: string;
  #tools: ExecutorTool[] = [];
  #open = true;
  #stale = false;
  #lost: (() => void) | null = null;

  private constructor(way: McpWay) {
    this.#where = way.kind === 'mcp-stdio' ? way.server.name : new URL(way.url).host;
    this.#link = mcpTransport(way, () => this.#lost?.());
    this.#client.onclose = () => {
      this.#open = false;
    };
    // What was allowed was another list.
    this.#client.setNotificationHandler(ToolListChangedNotificationSchema, () => {
      this.#stale = true;
    });
  }

  /**
   * Starts the program, or connects, and reads the tools. Throws AppError `upstream` or what egress throws;
   * the signal's reason on abort.
   */
  static async open(way: McpWay, signal?: AbortSignal): Promise<McpConnection> {
    const made = new McpConnection(way);
    try {
      const options = { timeout: startMs, ...(signal ? { signal } : {}) };
      await made.#client.connect(made.#link.transport, options);
      made.#tools = await listTools(made.#client, options);
      return made;
    } catch (error) {
      await made.close();
      signal?.throwIfAborted();
      throw made.#notStarted(error);
    }
  }

  /** As the server listed them when the connection was opened; none of them allowed. */
  get tools(): readonly ExecutorTool[] {
    return this.#tools;
  }

  get usable(): boolean {
    return this.#open && !this.#stale;
  }

  /** Rejects with the signal's reason on abort, after telling the server; else with NoAnswer. */
  async call(call: LiveCall, signal: AbortSignal): Promise<LiveOutput> {
    signal.throwIfAborted();
    let grace: NodeJS.Timeout | undefined;
    const lost = new Promise<never>((_, reject) => {
      this.#lost = () => {
        grace ??= setTimeout(() => reject(new Error('closed the connection')), graceMs);
      };
    });
    try {
      const options = { signal, timeout: replyLimits.total };
      const asked = this.#client.request(mcpCall(call), anyResult, options);
      return mcpOutput(await Promise.race([asked, lost]));
    } catch (error) {
      // Whatever it is at now, it is nobody's any more.
      setTimeout(() => void this.close(), farewellMs).unref();
      this.#open = false;
      signal.throwIfAborted();
      throw new NoAnswer(`${this.#where} ${this.#why(error)}.${this.#stderr()}`, true, {
        cause: error,
      });
    } finally {
      clearTimeout(grace);
      this.#lost = null;
    }
  }

  /** Ends it unless it is about to end by itself. */
  retire(): void {
    if (this.#open) void this.close();
  }

  async close(): Promise<void> {
    this.#open = false;
    try {
      await this.#client.close();
    } catch (error) {
      console.warn(`${this.#where} could not be closed:`, error);
    }
  }

  /** At a shutdown: synchronous. */
  kill(): void {
    this.#open = false;
    this.#link.kill();
  }

  #notStarted(error: unknown): AppError {
    if (isAppError(error)) return error;
    return new AppError('upstream', `${this.#where} ${this.#why(error)}.${this.#stderr()}`, {
      hint: 'Look at its address or command, then try again.',
      cause: error,
    });
  }

  #why(error: unknown): string {
    if (isAppError(error)) return `gave no answer (${error.message.replace(/\.$/, '')})`;
    const message = error instanceof Error ? preview(error.message) : '';
    return error instanceof McpError || message !== ''
      ? `gave no answer: ${message.replace(/\.$/, '')}`
      : 'gave no answer';
  }

  #stderr(): string {
    const said = this.#link.stderr();
    return said === '' ? '' : ` It said: “${preview(said.slice(-500))}”.`;
  }
}
