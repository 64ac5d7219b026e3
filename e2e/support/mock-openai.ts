import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

export interface MockCall {
  name: string;
  /** A value is sent as JSON, a text as it is: also what is no JSON. */
  arguments: unknown;
  id?: string;
}

/** One answer of the mock, in the order of the queue. */
export type MockReply =
  | {
      text?: string;
      reasoning?: string;
      calls?: MockCall[];
      usage?: { input: number; output: number };
      /** Between two pieces of text. */
      pieceMs?: number;
      finish?: 'stop' | 'length' | 'tool_calls' | 'content_filter';
      /** After the text: the socket is destroyed, the stream ends without a word, or nothing comes any more. */
      ending?: 'cut' | 'end' | 'stall';
    }
  | { status: number; message?: string; headers?: Record<string, string> };

export interface MockRequest {
  path: string;
  headers: IncomingMessage['headers'];
  /** Exactly as it came. */
  body: string;
  /** Resolves with the time at which the other side closed the connection, or it ended. */
  closed: Promise<number>;
}

const wordsOf = (text: string): string[] => text.match(/\S+\s*|\s+/g) ?? [];

/** A small OpenAI Chat Completions server on loopback. Says `Done.` when nobody queued an answer. */
export class MockOpenai {
  readonly requests: MockRequest[] = [];
  readonly #replies: MockReply[] = [];
  #calls = 0;

  private constructor(
    private readonly server: Server,
    private readonly port: number,
  ) {}

  static async start(): Promise<MockOpenai> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('No port was given');
    const mock = new MockOpenai(server, address.port);
    server.on('request', (request, response) => {
      mock.#answer(request, response).catch(() => response.destroy());
    });
    return mock;
  }

  /** Base URL, as a person types it. */
  get url(): string {
    return `http://127.0.0.1:${this.port}/v1`;
  }

  reply(...replies: MockReply[]): void {
    this.#replies.push(...replies);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const closed = once(response, 'close').then(() => Date.now());
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const body = Buffer.concat(chunks).toString();
    this.requests.push({ path: request.url ?? '', headers: request.headers, body, closed });
    if (request.method !== 'POST' || request.url !== '/v1/chat/completions') {
      return json(response, 404, { error: { message: 'no such path' } });
    }
    const reply = this.#replies.shift() ?? { text: 'Done.' };
    if ('status' in reply) {
      const error = { message: reply.message ?? `status ${reply.status}`, type: 'mock' };
      return json(response, reply.status, { error }, reply.headers);
    }
    await this.#stream(response, reply);
  }

  async #stream(
    response: ServerResponse,
    reply: Exclude<MockReply, { status: number }>,
  ): Promise<void> {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const chunk = (choices: unknown[], more: object = {}): void => {
      const data = {
        id: 'mock-1',
        object: 'chat.completion.chunk',
        created: 1,
        model: 'mock',
        choices,
      };
      if (!response.destroyed) response.write(`data: ${JSON.stringify({ ...data, ...more })}\n\n`);
    };
    const delta = (fields: object): void =>
      chunk([{ index: 0, delta: fields, finish_reason: null }]);
    delta({ role: 'assistant', content: '' });
    if (reply.reasoning) delta({ reasoning_content: reply.reasoning });
    for (const piece of wordsOf(reply.text ?? '')) {
      if (reply.pieceMs) await sleep(reply.pieceMs);
      if (response.destroyed) return;
      delta({ content: piece });
    }
    (reply.calls ?? []).forEach((call, index) => {
      this.#calls += 1;
      const text =
        typeof call.arguments === 'string' ? call.arguments : JSON.stringify(call.arguments);
      const half = Math.ceil(text.length / 2);
      const id = call.id ?? `call_mock_${this.#calls}`;
      const start = { name: call.name, arguments: '' };
      delta({ tool_calls: [{ index, id, type: 'function', function: start }] });
      for (const piece of [text.slice(0, half), text.slice(half)])
        delta({ tool_calls: [{ index, function: { arguments: piece } }] });
    });
    if (reply.ending === 'stall') return;
    if (reply.ending === 'end') return void response.end();
    if (reply.ending === 'cut') {
      // What was written is to arrive before the socket breaks.
      await sleep(30);
      return void response.destroy();
    }
    const finish = reply.finish ?? (reply.calls?.length ? 'tool_calls' : 'stop');
    chunk([{ index: 0, delta: {}, finish_reason: finish }]);
    const { input, output } = reply.usage ?? { input: 11, output: 7 };
    const usage = { prompt_tokens: input, completion_tokens: output, total_tokens: input + output };
    chunk([], { usage });
    response.end('data: [DONE]\n\n');
  }
}

function json(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}
