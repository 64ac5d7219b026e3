import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serverCommand } from '@/scripts/serve.mjs';

/** A port of loopback that was free a moment ago. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port was given');
  return address.port;
}

/** Settings of whoever runs the tests must not leak into the server under test. */
const inherited = (env: NodeJS.ProcessEnv) =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !/^RETAKE_|_API_KEY$/.test(name)));

/** The production server over a data folder of its own. A test may kill and restart it. */
export class TestServer {
  /** Origins of the servers that a page may talk to. */
  static readonly origins = new Set<string>();
  #child: ChildProcess | null = null;
  /** All that the server wrote, both streams. */
  output = '';

  private constructor(
    readonly port: number,
    readonly data: string,
    private readonly settings: Record<string, string>,
  ) {}

  /** Starts one with these environment variables and waits until it answers. */
  static async start(settings: Record<string, string> = {}): Promise<TestServer> {
    const server = await TestServer.prepare(settings);
    try {
      await server.restart();
      return server;
    } catch (error) {
      await server.stop();
      throw error;
    }
  }

  /**
   * Starts one that must not come up; gives its exit code and what it wrote. Whatever HOST says, Next is told
   * to listen on loopback: a test that fails opens nothing.
   */
  static async refuse(
    settings: Record<string, string>,
  ): Promise<{ code: number | null; output: string }> {
    const server = await TestServer.prepare(settings);
    try {
      const child = server.#spawn();
      const code = await Promise.race([
        once(child, 'exit').then(([exitCode]: (number | null)[]) => exitCode ?? null),
        server.#answering().then(() => null),
      ]);
      return { code, output: server.output };
    } finally {
      await server.stop();
    }
  }

  private static async prepare(settings: Record<string, string>): Promise<TestServer> {
    const data = mkdtempSync(join(tmpdir(), 'retake-e2e-'));
    const server = new TestServer(await freePort(), data, settings);
    TestServer.origins.add(server.url);
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get alive(): boolean {
    return this.#child !== null && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Starts the process, again after `kill`, and waits until it answers. */
  async restart(): Promise<void> {
    this.#spawn();
    if (await this.#answering()) return;
    await this.kill();
    throw new Error(`The server did not come up:\n${this.output}`);
  }

  #spawn(): ChildProcess {
    const { args, cwd, env } = serverCommand('start', {
      host: '127.0.0.1',
      port: this.port,
      data: this.data,
    });
    const child = spawn(process.execPath, args, {
      cwd,
      // Asked for by name, as all that begins with RETAKE_ was taken out.
      env: {
        ...inherited(env),
        ...{ NODE_ENV: 'production' as const, RETAKE_DATA: this.data },
        ...this.settings,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => {
        this.output += chunk.toString();
      });
    return child;
  }

  /** True as soon as it answers, false when it ended or half a minute passed. */
  async #answering(): Promise<boolean> {
    const deadline = Date.now() + 30_000;
    while (Date.now() < deadline && this.alive) {
      const answered = await fetch(`${this.url}/api/formats`).then(
        async (response) => {
          await response.body?.cancel();
          return response.ok || response.status === 401;
        },
        () => false,
      );
      if (answered) return true;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    return false;
  }

  /** Ends the process: at once with SIGKILL, in good order with SIGTERM. Gives its exit code. */
  async kill(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<number | null> {
    const child = this.#child;
    this.#child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return null;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
    return child.exitCode;
  }

  async stop(): Promise<void> {
    await this.kill('SIGKILL');
    TestServer.origins.delete(this.url);
    rmSync(this.data, { recursive: true, force: true });
  }
}
