import {
  createServer,
  type IncomingHttpHeaders,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

interface Seen {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
  /** The other side went away before it was answered. */
  cut: boolean;
}

/** A real HTTP executor on loopback that keeps what it is sent. */
export class TestHttp {
  readonly seen: Seen[] = [];
  /** What it does with a request; at first it tells of success. */
  answer: (response: ServerResponse, seen: Seen) => void = (response) =>
    void response.setHeader('content-type', 'application/json').end('{"output": {"done": true}}');
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = Buffer.concat(chunks).toString();
        const seen = { path: request.url ?? '', headers: request.headers, body, cut: false };
        response.on('close', () => {
          seen.cut = !response.writableFinished;
        });
        this.seen.push(seen);
        this.answer(response, seen);
      });
    });
  }

  static async start(): Promise<TestHttp> {
    const made = new TestHttp();
    await new Promise<void>((done) => made.#server.listen(0, '127.0.0.1', done));
    return made;
  }

  get url(): string {
    // A server that listens on a port has an address of this kind.
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/tools`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }
}
