import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** Where the MCP server of the tests is. */
export const mcpServerFile = fileURLToPath(new URL('mcp-server.mjs', import.meta.url));

/** An executor of somebody's own, which writes down what it is asked. */
export async function startExecutor(answers: (body: string) => Promise<string>) {
  const asked: { headers: Record<string, unknown>; body: string }[] = [];
  const http = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    asked.push({ headers: request.headers, body });
    const answer = await answers(body);
    response.setHeader('content-type', 'application/json').end(answer);
  }).listen(0, '127.0.0.1');
  await once(http, 'listening');
  // A TCP server that listens has an address of this kind.
  const { port } = http.address() as AddressInfo;
  const close = () => {
    http.closeAllConnections();
    http.close();
  };
  return { url: `http://127.0.0.1:${port}/tools`, asked, close };
}

/** The MCP server of the tests over HTTP; it logs its calls to a file and wants a token. */
export async function startMcp({ log, token }: { log: string; token: string }) {
  const child = spawn(process.execPath, [mcpServerFile, '--http'], {
    env: { ...process.env, MCP_LOG: log, MCP_TOKEN: token },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  const [url]: string[] = await Promise.race([
    once(lines, 'line'),
    once(child, 'exit').then(() => Promise.reject(new Error('The MCP server did not come up'))),
  ]);
  return { url: url ?? '', close: () => void child.kill() };
}
