// An MCP server for tests, made of the SDK's own. Over stdio; with --http on a free port of loopback, whose
// address is its first line on stdout. Every call that reaches a tool is a line of the file MCP_LOG.
import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { z } from 'zod';

const { MCP_LOG, MCP_TOKEN, MCP_WORDS = 'Looks something up' } = process.env;
const log = (...words) => MCP_LOG && appendFileSync(MCP_LOG, `${JSON.stringify(words)}\n`);
const text = (words) => ({ content: [{ type: 'text', text: words }] });

function makeServer() {
  const server = new McpServer({ name: 'for-tests', version: '1' });
  const inputSchema = { q: z.union([z.string(), z.number()]).optional() };
  const tool = (name, more, answer) =>
    server.registerTool(name, { inputSchema, ...more }, async (input, extra) => {
      log(name, input);
      return answer(input, extra);
    });
  const reads = { readOnlyHint: true, openWorldHint: false };
  tool('look', { description: MCP_WORDS, annotations: reads }, ({ q }) => text(`found ${q}`));
  // Nothing is said of it.
  tool('act', { description: 'Does something' }, ({ q }) => text(`did ${q}`));
  tool('two-texts', {}, () => ({ content: [...text('one').content, ...text('two').content] }));
  const outputSchema = { sum: z.number() };
  tool('structured', { outputSchema }, () => ({ ...text('3'), structuredContent: { sum: 3 } }));
  const image = { type: 'image', data: 'aGk=', mimeType: 'image/png' };
  tool('picture', {}, () => ({ content: [...text('see').content, image] }));
  tool('refuse', {}, () => ({ ...text('no such order'), isError: true }));
  tool('env', {}, () => text(Object.keys(process.env).sort().join(' ')));
  tool('cwd', {}, () => text(process.cwd()));
  tool('slow', { annotations: reads }, async (_, { signal }) => {
    await new Promise((done) => {
      const timer = setTimeout(done, 20_000);
      signal.addEventListener('abort', () => {
        log('slow was cancelled');
        clearTimeout(timer);
        done();
      });
    });
    return text('at last');
  });
  tool('boom', {}, () => {
    console.error('boom: out of memory');
    process.exit(3);
  });
  return server;
}

if (process.argv.includes('--broken')) {
  console.error('cannot read the settings');
  process.exit(2);
}

if (process.argv.includes('--http')) {
  const sessions = new Map();
  const http = createServer(async (request, response) => {
    log('http', request.method, request.headers['x-retake-resume'] ?? null);
    if (MCP_TOKEN && request.headers.authorization !== `Bearer ${MCP_TOKEN}`) {
      response.writeHead(401).end(`not with ${request.headers.authorization}`);
      return;
    }
    const known = sessions.get(request.headers['mcp-session-id']);
    if (known) return known.handleRequest(request, response);
    const transport = new StreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (id) => sessions.set(id, transport),
    });
    await makeServer().connect(transport);
    await transport.handleRequest(request, response);
  });
  http.listen(0, '127.0.0.1', () => {
    console.log(`http://127.0.0.1:${http.address().port}/mcp`);
  });
} else {
  await makeServer().connect(new StdioServerTransport());
}
