import { type BrowserContext, test as base, expect } from '@playwright/test';
import { TestServer } from './server';

interface ForOneTest {
  /** A server with an empty data folder, for this test alone. */
  server: TestServer;
}

interface ForOneWorker {
  /** A server that other tests use as well: for tests that do not mind what else is stored. */
  shared: TestServer;
}

export const test = base.extend<ForOneTest, ForOneWorker>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a fixture needs off this pattern.
  server: async ({}, use) => {
    const server = await TestServer.start();
    await use(server);
    await server.stop();
  },
  shared: [
    // biome-ignore lint/correctness/noEmptyPattern: as above.
    async ({}, use) => {
      const server = await TestServer.start();
      await use(server);
      await server.stop();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ server }, use) => use(server.url),
  context: async ({ context }, use) => {
    const trouble = watch(context);
    await use(context);
    expect(trouble).toEqual([]);
  },
});

/**
 * Everything that must never happen on a page of ours: a request that leaves its origin, an uncaught error, a
 * broken content policy, a tree that the server drew otherwise, a dialog. The list grows while the pages live.
 */
export function watch(context: BrowserContext): string[] {
  const trouble: string[] = [];
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && !TestServer.origins.has(url.origin))
      trouble.push(`a request left the page's origin: ${request.url()}`);
  });
  context.on('weberror', (error) => trouble.push(`uncaught: ${error.error().message}`));
  context.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy|hydrat/i.test(message.text()))
      trouble.push(message.text());
  });
  context.on('dialog', (dialog) => {
    trouble.push(`a dialog opened: ${dialog.message()}`);
    void dialog.dismiss();
  });
  return trouble;
}

export { expect };
