import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  method: string;
  url: string;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

export interface MockApi {
  /** On loopback, without a path. */
  origin: string;
  received: Received[];
  close(): void;
}

/** A real server that keeps what it is sent, whole, before it answers. */
export async function mockApi(
  answer: (request: Received, response: ServerResponse) => void,
): Promise<MockApi> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = '', url = '', headers } = request;
    const one = { method, url, headers, body: Buffer.concat(chunks).toString('utf8') };
    received.push(one);
    answer(one, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A TCP server's address is an AddressInfo.
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    received,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Server-sent events: names beside the data where the API has them. */
export const stream = (response: ServerResponse, ...events: (object | string)[]): void => {
  response.setHeader('content-type', 'text/event-stream');
  response.end(
    events
      .map((event) => {
        if (typeof event === 'string') return `data: ${event}\n\n`;
        const name = 'type' in event ? `event: ${event.type}\n` : '';
        return `${name}data: ${JSON.stringify(event)}\n\n`;
      })
      .join(''),
  );
};

export const json = (response: ServerResponse, body: unknown, status = 200): void => {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
};

/** A reply of each API that says OK, written by us from the public shapes. */
export const replies: Record<string, (response: ServerResponse) => void> = {
  chat: (response) =>
    stream(
      response,
      chatChunk({ role: 'assistant', content: 'OK' }),
      { ...chatChunk({}), choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] },
      '[DONE]',
    ),
  responses: (response) =>
    stream(
      response,
      { type: 'response.created', response: { id: 'resp_1', created_at: 1, model: 'gpt-mock' } },
      {
        type: 'response.output_item.added',
        output_index: 0,
        item: { type: 'message', id: 'msg_1' },
      },
      { type: 'response.output_text.delta', item_id: 'msg_1', delta: 'OK' },
      {
        type: 'response.output_item.done',
        output_index: 0,
        item: { type: 'message', id: 'msg_1' },
      },
      {
        type: 'response.completed',
        response: { usage: { input_tokens: 3, output_tokens: 1 } },
      },
    ),
  anthropic: (response) =>
    stream(
      response,
      {
        type: 'message_start',
        message: {
          id: 'msg_1',
          model: 'claude-mock',
          usage: { input_tokens: 3, output_tokens: 1 },
        },
      },
      { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
      { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'OK' } },
      { type: 'content_block_stop', index: 0 },
      { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 1 } },
      { type: 'message_stop' },
    ),
  google: (response) =>
    stream(response, {
      candidates: [
        { content: { role: 'model', parts: [{ text: 'OK' }] }, finishReason: 'STOP', index: 0 },
      ],
      usageMetadata: { promptTokenCount: 3, candidatesTokenCount: 1, totalTokenCount: 4 },
    }),
};

const chatChunk = (delta: object) => ({
  id: 'c-1',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'mock-1',
  choices: [{ index: 0, delta, finish_reason: null }],
});
