import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { McpWay } from './mcp-transport';

const script = resolve('e2e/support/mcp-server.mjs');

/** A real MCP server, over stdio and over HTTP, that writes down every call that reaches it. */
export class TestMcp {
  readonly folder = mkdtempSync(join(tmpdir(), 'retake-mcp-'));
  readonly #children: ChildProcess[] = [];

  get log(): string {
    return join(this.folder, 'calls.jsonl');
  }

  /** What tools were called with, in order; lines about HTTP requests are left out. */
  get calls(): unknown[] {
    return this.lines.filter((line) => Array.isArray(line) && line[0] !== 'http');
  }

  get lines(): unknown[] {
    if (!existsSync(this.log)) return [];
    return readFileSync(this.log, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line): unknown => JSON.parse(line));
  }

  /** As it stands in a configuration file. */
  entry(env: Record<string, string> = {}, args: string[] = []) {
    return {
      command: process.execPath,
      args: [script, ...args],
      env: { MCP_LOG: this.log, ...env },
    };
  }

  stdio(
    env: Record<string, string> = {},
    args: string[] = [],
  ): Extract<McpWay, { kind: 'mcp-stdio' }> {
    const server = { name: 'files', ...this.entry(env, args), cwd: this.folder, definition: 'd' };
    return { kind: 'mcp-stdio', server };
  }

  /** Writes it into the configuration file of a data folder, under the name `files`. */
  configure(dataFolder: string, env: Record<string, string> = {}): void {
    const file = join(dataFolder, 'retake.config.json');
    writeFileSync(file, JSON.stringify({ mcpServers: { files: this.entry(env) } }));
  }

  async http(env: Record<string, string> = {}): Promise<string> {
    const child = spawn(process.execPath, [script, '--http'], {
      env: { ...process.env, MCP_LOG: this.log, ...env },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    this.#children.push(child);
    return new Promise((done, fail) => {
      child.once('exit', () => fail(new Error('The MCP server did not start')));
      child.stdout.once('data', (line: Buffer) => done(line.toString().trim()));
    });
  }

  stop(): void {
    for (const child of this.#children) child.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
