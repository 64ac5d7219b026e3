import {
  DEFAULT_INHERITED_ENV_VARS,
  StdioClientTransport,
} from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { executorFetch, replyLimits } from './executor-fetch';
import type { Way } from './open-executor';

export type McpWay = Exclude<Way, { kind: 'http' }>;

export interface McpTransport {
  transport: Transport;
  /** The end of what the program said on stderr; empty over HTTP. */
  stderr(): string;
  /** Sends a program its end, at once; nothing over HTTP. */
  kill(): void;
}

const maxStderr = 4000;

/** @param onLost the stream that was to bring an answer ended; called also for streams that brought theirs */
export function mcpTransport(way: McpWay, onLost: () => void): McpTransport {
  return way.kind === 'mcp-stdio' ? program(way) : overHttp(way, onLost);
}

function program({ server }: Extract<McpWay, { kind: 'mcp-stdio' }>): McpTransport {
  const { command, args, cwd, env } = server;
  const transport = new StdioClientTransport({
    ...{ command, args, cwd, env: { ...withheld(), ...env }, stderr: 'pipe' },
    maxBufferSize: replyLimits.maxBytes,
  });
  let said = '';
  transport.stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString('utf8')).slice(-maxStderr);
  });
  return {
    transport,
    stderr: () => said.trim(),
    kill: () => {
      const { pid } = transport;
      if (pid === null) return;
      try {
        process.kill(pid, 'SIGTERM');
      } catch {
        // It has ended already.
      }
    },
  };
}

/** What the SDK would hand on besides PATH. Windows starts no program without the rest. */
function withheld(): Record<string, string> {
  if (process.platform === 'win32') return {};
  const names = DEFAULT_INHERITED_ENV_VARS.filter((name) => name !== 'PATH');
  // A variable that is undefined is not passed to a child; the SDK's type does not say so.
  return Object.fromEntries(names.map((name) => [name, undefined])) as unknown as Record<
    string,
    string
  >;
}

function overHttp(
  { url, allowPrivate, key }: Extract<McpWay, { kind: 'mcp' }>,
  onLost: () => void,
): McpTransport {
  const guarded = executorFetch({ allowPrivate, key });
  const headers = {
    'x-retake-resume': '1',
    ...(key === null ? {} : { authorization: `Bearer ${key}` }),
  };
  const transport = new StreamableHTTPClientTransport(new URL(url), {
    requestInit: { headers },
    async fetch(input, init) {
      const resumes = new Headers(init?.headers).has('last-event-id');
      // Nothing is wanted that was not asked for: no stream is held open for it.
      if (init?.method === 'GET' && !resumes) return new Response(null, { status: 405 });
      const response = await guarded(input, init);
      const streams = response.headers.get('content-type')?.startsWith('text/event-stream');
      if (!streams || !response.body) return response;
      return new Response(watched(response.body, onLost), response);
    },
  });
  // Its session id may be undefined, which exactOptionalPropertyTypes tells from absent.
  return { transport: transport as Transport, stderr: () => '', kill: () => undefined };
}

function watched(body: ReadableStream<Uint8Array>, onEnd: () => void): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          if (!done) return controller.enqueue(value);
          controller.close();
        } catch (error) {
          controller.error(error);
        }
        onEnd();
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}
