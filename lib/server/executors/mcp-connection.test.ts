import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestHttp } from './http-server.testing';
import { McpConnection } from './mcp-connection';
import { McpPool } from './mcp-pool';
import { TestMcp } from './mcp-server.testing';
import type { McpWay } from './mcp-transport';

let mcp: TestMcp;
let opened: McpConnection[];

beforeEach(() => {
  mcp = new TestMcp();
  opened = [];
});
afterEach(async () => {
  await Promise.all(opened.map((one) => one.close()));
  mcp.stop();
});

async function open(way: McpWay): Promise<McpConnection> {
  const connection = await McpConnection.open(way);
  opened.push(connection);
  return connection;
}
const call = (tool: string, input: object = {}) => ({
  ...{ tool, callId: 'c1', idempotencyKey: 'k' },
  // A literal of JSON.
  input: input as Record<string, string>,
});
const over = {
  stdio: async () => mcp.stdio(),
  http: async (): Promise<McpWay> => ({
    ...{ kind: 'mcp', url: await mcp.http(), allowPrivate: true, key: null },
  }),
};

describe.each(['stdio', 'http'] as const)('an MCP server over %s', (how) => {
  it('lists its tools with what is said of them', async () => {
    const { tools } = await open(await over[how]());
    const look = tools.find(({ name }) => name === 'look');
    expect(look).toMatchObject({
      description: 'Looks something up',
      hints: { readOnly: true, destructive: null, idempotent: null, openWorld: false },
      allowed: false,
    });
    expect(look?.schema).toMatchObject({ type: 'object' });
    expect(tools.find(({ name }) => name === 'act')?.hints).toEqual({
      ...{ readOnly: null, destructive: null, idempotent: null, openWorld: null },
    });
  });

  it('gives results of every shape', async () => {
    const server = await open(await over[how]());
    const output = async (tool: string) =>
      server.call(call(tool, { q: 1 }), new AbortController().signal);
    expect(await output('look')).toEqual({ output: 'found 1', isError: false });
    expect(await output('two-texts')).toEqual({ output: 'one\ntwo', isError: false });
    expect(await output('structured')).toEqual({ output: { sum: 3 }, isError: false });
    expect(await output('refuse')).toEqual({ output: 'no such order', isError: true });
    expect((await output('picture')).output).toEqual([
      { type: 'text', text: 'see' },
      { type: 'image', data: 'aGk=', mimeType: 'image/png' },
    ]);
  });

  it('is told when a call is cancelled', async () => {
    const server = await open(await over[how]());
    const abort = new AbortController();
    const called = server.call(call('slow'), abort.signal);
    await expect.poll(() => mcp.calls).toHaveLength(1);
    const began = performance.now();
    abort.abort();
    await expect(called).rejects.toBe(abort.signal.reason);
    expect(performance.now() - began).toBeLessThan(500);
    await expect.poll(() => mcp.calls).toContainEqual(['slow was cancelled']);
    expect(server.usable).toBe(false);
  });

  it('says what is known where it ends before it answers', async () => {
    const server = await open(await over[how]());
    const said = server.call(call('boom'), new AbortController().signal);
    await expect(said).rejects.toThrow('It may have acted.');
    if (how === 'stdio') await expect(said).rejects.toThrow('boom: out of memory');
  });
});

describe('an MCP server over HTTP', () => {
  it('is sent its key and who asks, and quotes the key to nobody', async () => {
    const url = await mcp.http({ MCP_TOKEN: 'the-right-key-of-it' });
    const way = (key: string): McpWay => ({ kind: 'mcp', url, allowPrivate: true, key });
    const { tools } = await open(way('the-right-key-of-it'));
    expect(tools.length).toBeGreaterThan(5);
    const asked = mcp.lines.filter((line) => Array.isArray(line) && line[0] === 'http');
    expect(new Set(asked.map((line) => Array.isArray(line) && line[2]))).toEqual(new Set(['1']));
    const refused = McpConnection.open(way('another-key-of-mine'));
    await expect(refused).rejects.toThrow('not with Bearer [key removed]');
  });

  it('is not reached where it may not stand', async () => {
    const url = await mcp.http();
    const closed = McpConnection.open({ kind: 'mcp', url, allowPrivate: false, key: null });
    await expect(closed).rejects.toMatchObject({ code: 'egress_blocked' });
    expect(mcp.lines).toEqual([]);
  });

  it('that redirects to a private address is left', async () => {
    const server = await TestHttp.start();
    server.answer = (response) =>
      void response.writeHead(307, { location: 'http://10.0.0.1/mcp' }).end();
    const way: McpWay = { kind: 'mcp', url: server.url, allowPrivate: true, key: null };
    await expect(McpConnection.open(way)).rejects.toMatchObject({ code: 'egress_blocked' });
    await server.stop();
  });
});

describe('a program', () => {
  it('gets what the configuration names, and PATH, of the environment', async () => {
    const server = await open(mcp.stdio({ TOKEN: 'x' }));
    const { output } = await server.call(call('env'), new AbortController().signal);
    expect(String(output).split(' ')).toEqual(['MCP_LOG', 'PATH', 'TOKEN']);
    expect((await server.call(call('cwd'), new AbortController().signal)).output).toBe(mcp.folder);
  });

  it('that does not start says why', async () => {
    const started = McpConnection.open(mcp.stdio({}, ['--broken']));
    await expect(started).rejects.toThrow('cannot read the settings');
    const way = mcp.stdio();
    const missing = { ...way, server: { ...way.server, command: 'no-such-program-here' } };
    await expect(McpConnection.open(missing)).rejects.toThrow('ENOENT');
  });
});

describe('the pool', () => {
  it('keeps a session for one branch, and ends it when nobody uses it', async () => {
    const pool = new McpPool(800);
    const way = mcp.stdio();
    const first = await pool.take(way, 'a');
    const second = await pool.take(way, 'a');
    expect(second).not.toBe(first);
    pool.release(way, 'a', first);
    const other = await pool.take(way, 'b');
    expect(other).not.toBe(first);
    expect(await pool.take(way, 'a')).toBe(first);
    for (const one of [first, second]) pool.release(way, 'a', one);
    pool.release(way, 'b', other);
    const inUse = () => [first, second, other].some((one) => one.usable);
    await expect.poll(inUse, { timeout: 5000 }).toBe(false);
  });
});
