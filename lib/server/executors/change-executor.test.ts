import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ExecutorTool } from '@/lib/api/executor-contract';
import { openTestApp, type TestApp } from '@/lib/server/test-app';
import { createExecutor, removeExecutor, updateExecutor } from './change-executor';
import { findExecutor, openExecutor, openExecutors, usableExecutors } from './open-executor';

let app: TestApp;
beforeEach(() => {
  app = openTestApp();
});
afterEach(() => app.close());

const hints = { readOnly: null, destructive: null, idempotent: null, openWorld: null };
const tool = (name: string, allowed = true): ExecutorTool => ({
  ...{ name, description: null, schema: null, hints, allowed },
});
const create = (kind: 'http' | 'mcp' = 'http', more: object = {}) =>
  createExecutor(app.store, {
    ...{
      kind,
      name: 'Shop',
      url: 'https://shop.example/tools',
      allowPrivate: false,
      trusted: true,
    },
    ...{ tools: [tool('refund')], key: 'key-of-the-shop' },
    ...more,
  });
const keyOf = async (id: string) => {
  const found = await openExecutor(app.store, id);
  return found?.way.kind === 'mcp-stdio' ? null : (found?.way.key ?? null);
};

describe('a stored executor', () => {
  it('keeps its key sealed, and shows none', async () => {
    const made = await create();
    expect(made).toMatchObject({
      kind: 'http',
      host: 'shop.example',
      key: 'stored',
      origin: 'stored',
    });
    expect(await keyOf(made.id)).toBe('key-of-the-shop');
    const row = await app.store.prisma.executor.findUniqueOrThrow({ where: { id: made.id } });
    expect(JSON.stringify([made, row])).not.toContain('key-of-the-shop');
    expect((await openExecutors(app.store)).map(({ shown }) => shown)).toEqual([made]);
  });

  it.each([
    'http://shop.example/tools',
    'https://other.example/tools',
    'https://shop.example:8443/tools',
  ])('loses key, trust and leave where it moves to %s', async (url) => {
    const { id } = await create();
    const moved = await updateExecutor(app.store, { id, url });
    expect(moved).toMatchObject({ url, key: 'lost', trusted: false, tools: [{ allowed: false }] });
    expect(await keyOf(id)).toBeNull();
    // Nor does it come back with the old address.
    expect(
      await updateExecutor(app.store, { id, url: 'https://shop.example/tools' }),
    ).toMatchObject({
      key: 'lost',
    });
  });

  it('keeps them where only its path changes, and takes them anew with a new address', async () => {
    const { id } = await create();
    const url = 'https://shop.example/other';
    expect(await updateExecutor(app.store, { id, url })).toMatchObject({
      ...{ key: 'stored', trusted: true, tools: [{ allowed: true }] },
    });
    const given = {
      url: 'https://other.example',
      key: 'another-long-key',
      trusted: true,
      tools: [tool('a')],
    };
    expect(await updateExecutor(app.store, { id, ...given })).toMatchObject({
      ...{ key: 'stored', trusted: true, tools: [{ name: 'a', allowed: true }] },
    });
    expect(await keyOf(id)).toBe('another-long-key');
    expect(await updateExecutor(app.store, { id, key: null })).toMatchObject({ key: 'none' });
  });

  it('cannot stand where nobody may go', async () => {
    await expect(create('http', { url: 'http://127.0.0.1:9' })).rejects.toMatchObject({
      code: 'egress_blocked',
    });
    await expect(
      create('http', { url: 'http://169.254.169.254/', allowPrivate: true }),
    ).rejects.toMatchObject({
      code: 'egress_blocked',
    });
    const { id } = await create();
    await expect(updateExecutor(app.store, { id, url: 'http://10.0.0.1/' })).rejects.toMatchObject({
      code: 'egress_blocked',
    });
    expect((await findExecutor(app.store, id)).shown.url).toBe('https://shop.example/tools');
  });

  it('of MCP defines its tools itself: a person only allows what they looked at', async () => {
    const { id } = await create('mcp', { tools: [tool('refund', false), tool('look', false)] });
    const allowed = await updateExecutor(app.store, { id, tools: [tool('look')] });
    expect(allowed.tools.map((one) => [one.name, one.allowed])).toEqual([
      ['refund', false],
      ['look', true],
    ]);
    const changed = { ...tool('look'), description: 'another' };
    for (const one of [changed, tool('new')]) {
      await expect(updateExecutor(app.store, { id, tools: [one] })).rejects.toMatchObject({
        code: 'conflict',
      });
    }
    const url = 'https://elsewhere.example';
    const moved = await updateExecutor(app.store, { id, url, tools: [tool('look')] });
    expect(moved.tools.some((one) => one.allowed)).toBe(false);
  });

  it('is gone when it is deleted', async () => {
    const { id } = await create();
    expect(await removeExecutor(app.store, id)).toEqual({ id });
    await expect(findExecutor(app.store, id)).rejects.toMatchObject({ code: 'not_found' });
    expect(await usableExecutors(app.store)).toEqual([]);
  });
});
