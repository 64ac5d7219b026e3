import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

export interface MockCall {
  name: string;
  /** A value is sent as JSON, a text as it is: also what is no JSON. */
  arguments: unknown;
  id?: string;
  /** Gemini's thought signature. */
  signature?: string;
}

export interface MockStream {
  reasoning?: string;
  /** Of the reasoning, in the words of the API. */
  signature?: string;
  /** Thinking that Anthropic hid: its data. */
  redacted?: string;
  text?: string;
  calls?: MockCall[];
  usage?: { input: number; output: number };
  /** Between two pieces of text. */
  pieceMs?: number;
  finish?: 'stop' | 'length' | 'tool_calls' | 'content_filter' | 'refusal';
  /** An error event inside the stream, behind the text: with the API's own word for it. */
  error?: { type: string; message: string };
  /** Behind all: the socket is destroyed, the stream ends without a word, or nothing comes any more. */
  ending?: 'cut' | 'end' | 'stall';
}

export interface MockError {
  status: number;
  message?: string;
  /** The API's own word for it; absent: the usual one for this status. */
  code?: string;
  headers?: Record<string, string>;
  /** Instead of the API's envelope, as it is. */
  body?: string;
}

/** One answer of a mock, in the order of the queue. */
export type MockReply = MockStream | MockError;

export interface MockRequest {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  /** Exactly as it came. */
  body: string;
  /** Resolves with the time at which the other side closed the connection, or it ended. */
  closed: Promise<number>;
}

export interface Mock {
  /** Base URL, as a person types it. */
  url: string;
  requests: MockRequest[];
  reply(...replies: MockReply[]): void;
  close(): Promise<void>;
}

/** What one API adds to the server: its address, its events, its errors. */
export interface MockApi {
  /** Behind the origin, such as `/v1`. */
  base: string;
  asks: RegExp;
  write(reply: MockStream, stream: EventStream, request: MockRequest): Promise<void>;
  error(reply: MockError): object;
  models: object;
}

const wordsOf = (text: string): string[] => text.match(/\S+\s*|\s+/g) ?? [];

export const argumentsOf = ({ arguments: value }: MockCall): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

/** Writes server-sent events until the other side is gone. */
export class EventStream {
  constructor(private readonly response: ServerResponse) {}

  get gone(): boolean {
    return this.response.destroyed || this.response.writableEnded;
  }

  send(data: unknown, event?: string): void {
    const name = event === undefined ? '' : `event: ${event}\n`;
    const text = typeof data === 'string' ? data : JSON.stringify(data);
    if (!this.gone) this.response.write(`${name}data: ${text}\n\n`);
  }

  /** Each piece of a text, with the pause between them. */
  async pieces(reply: MockStream, send: (piece: string) => void): Promise<void> {
    for (const piece of wordsOf(reply.text ?? '')) {
      if (reply.pieceMs) await sleep(reply.pieceMs);
      if (this.gone) return;
      send(piece);
    }
  }

  /** True where the reply goes no further than this. */
  async stops({ ending }: MockStream): Promise<boolean> {
    if (ending === 'end') this.response.end();
    if (ending === 'cut') {
      // What was written is to arrive before the socket breaks.
      await sleep(30);
      this.response.destroy();
    }
    return ending !== undefined;
  }

  end(): void {
    this.response.end();
  }
}

/** A real server on loopback that speaks one API. Says `Done.` when nobody queued an answer. */
export async function startMock(api: MockApi, script: readonly MockReply[]): Promise<Mock> {
  const replies = [...script];
  const requests: MockRequest[] = [];
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port was given');

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const closed = once(response, 'close').then(() => Date.now());
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const { method = '', url: path = '', headers } = request;
    const asked = { method, path, headers, body: Buffer.concat(chunks).toString(), closed };
    if (method === 'GET' && path.split('?')[0] === `${api.base}/models`) {
      return json(response, 200, api.models);
    }
    requests.push(asked);
    if (method !== 'POST' || !api.asks.test(path)) {
      return json(response, 404, api.error({ status: 404, message: 'no such path' }));
    }
    const reply = replies.shift() ?? { text: 'Done.' };
    if ('status' in reply) {
      return json(response, reply.status, reply.body ?? api.error(reply), reply.headers);
    }
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
    response.flushHeaders();
    await api.write(reply, new EventStream(response), asked);
  }

  return {
    url: `http://127.0.0.1:${address.port}${api.base}`,
    requests,
    reply: (...more) => void replies.push(...more),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function json(
  response: ServerResponse,
  status: number,
  body: object | string,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}
