import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';

export interface RawAnswer {
  status: number;
  headers: IncomingMessage['headers'];
  body: string;
}

/** One request with exactly these headers: fetch would not let a test say another Host. Follows nothing. */
export async function rawRequest(
  { port }: { port: number },
  path: string,
  { method = 'GET', headers = {}, body = '' }: RawRequest = {},
): Promise<RawAnswer> {
  const length = body ? { 'content-length': Buffer.byteLength(body) } : {};
  const call = request({
    ...{ host: '127.0.0.1', port, path, method },
    headers: { ...length, ...headers },
  });
  call.end(body);
  const [response]: [IncomingMessage] = await new Promise((resolve, reject) => {
    once(call, 'response').then(([got]) => resolve([got]), reject);
  });
  let text = '';
  for await (const chunk of response) text += String(chunk);
  return { status: response.statusCode ?? 0, headers: response.headers, body: text };
}

interface RawRequest {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}
