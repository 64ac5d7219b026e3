import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { executorContract } from '@/lib/api/executor-contract';
import { openTestApp, type TestApp } from '@/lib/server/test-app';
import { createExecutor, removeExecutor, updateExecutor } from './change-executor';
import { TestMcp } from './mcp-server.testing';
import { findExecutor, openExecutors, usableExecutors } from './open-executor';
import { refreshExecutor } from './refresh-executor';

let app: TestApp;
let mcp: TestMcp;
beforeEach(() => {
  app = openTestApp();
  mcp = new TestMcp();
});
afterEach(async () => {
  await app.close();
  mcp.stop();
});

const id = 'config-files';
const write = (text: string) => writeFileSync(join(app.folder, 'retake.config.json'), text);
const shown = async () => (await findExecutor(app.store, id)).shown;
const allow = async (name: string) => {
  const { tools } = await shown();
  return updateExecutor(app.store, {
    ...{ id, trusted: true },
    tools: tools.map((tool) => ({ ...tool, allowed: tool.allowed || tool.name === name })),
  });
};
const allowed = async () =>
  (await shown()).tools.filter((tool) => tool.allowed).map(({ name }) => name);

describe('a server of the configuration file', () => {
  it('is started to be asked for its tools, and allowed tool by tool', async () => {
    mcp.configure(app.folder);
    expect(await shown()).toMatchObject({
      ...{ kind: 'mcp-stdio', url: null, host: null, origin: 'config', trusted: false, tools: [] },
    });
    const { tools } = await refreshExecutor(app.store, id);
    expect(tools.map(({ name }) => name)).toContain('look');
    expect(tools.some((tool) => tool.allowed)).toBe(false);
    await allow('look');
    expect(await allowed()).toEqual(['look']);
    await refreshExecutor(app.store, id);
    expect(await allowed()).toEqual(['look']);
    expect((await shown()).trusted).toBe(true);
  });

  it('loses the leave of a tool that is defined otherwise', async () => {
    mcp.configure(app.folder);
    await refreshExecutor(app.store, id);
    await allow('look');
    await allow('act');
    const url = await mcp.http({ MCP_WORDS: 'Deletes everything' });
    // As it was allowed, and now says something else of one tool.
    const made = await createExecutor(app.store, {
      ...{ kind: 'mcp', name: 'x', url, allowPrivate: true, trusted: false },
      tools: (await shown()).tools,
    });
    const after = await refreshExecutor(app.store, made.id);
    expect(after.tools.filter((tool) => tool.allowed).map(({ name }) => name)).toEqual(['act']);
  });

  it('loses all of it where the file starts another program under its name', async () => {
    mcp.configure(app.folder);
    await refreshExecutor(app.store, id);
    await allow('look');
    mcp.configure(app.folder, { OTHER: '1' });
    expect(await allowed()).toEqual([]);
    expect((await shown()).trusted).toBe(false);
    mcp.configure(app.folder);
    expect(await allowed()).toEqual(['look']);
  });

  it('cannot be made, changed or deleted by a request', async () => {
    mcp.configure(app.folder);
    for (const change of [
      { url: 'https://a.example' },
      { name: 'b' },
      { key: 'k' },
      { allowPrivate: true },
    ]) {
      await expect(updateExecutor(app.store, { id, ...change })).rejects.toMatchObject({
        code: 'bad_request',
      });
    }
    await expect(removeExecutor(app.store, id)).rejects.toMatchObject({ code: 'bad_request' });
    await expect(
      updateExecutor(app.store, { id: 'config-other', trusted: true }),
    ).rejects.toMatchObject({
      code: 'not_found',
    });
    const input = executorContract.create['~orpc'].inputSchema;
    const draft = { name: 'x', url: 'https://a.example' };
    expect(input?.safeParse({ kind: 'mcp', ...draft }).success).toBe(true);
    expect(input?.safeParse({ kind: 'mcp-stdio', ...draft }).success).toBe(false);
    expect(input?.safeParse({ kind: 'mcp', ...draft, command: 'sh' }).success).toBe(false);
    expect(mcp.lines).toEqual([]);
  });

  it.each([
    ['{', 'is no JSON'],
    ['{"mcpServers": {"a": {"args": []}}}', 'mcpServers.a.command'],
    ['{"mcpServers": {"a b": {"command": "x"}}}', 'mcpServers'],
    ['{"mcpServers": {"a": {"command": "x", "args": "-r"}}}', 'mcpServers.a.args'],
  ])('that is written %s is told, and stops nothing else', async (text, words) => {
    write(text);
    await expect(openExecutors(app.store)).rejects.toMatchObject({
      ...{ code: 'unprocessable', message: expect.stringContaining(words) },
    });
    expect(await usableExecutors(app.store)).toEqual([]);
  });
});
