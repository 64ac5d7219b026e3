import { writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import type { ShareTarget } from '@/lib/api/share-contract';
import { apiOf, importOne } from './support/api';
import { chat, left, right } from './support/chat-pair';
import { bytesOf } from './support/fixtures';
import type { TestServer } from './support/server';
import { expect, test } from './support/test';

/** Looks through what is shared and takes it as a file. Gives where it was put. */
async function fileOf(server: TestServer, target: ShareTarget, path: string): Promise<string> {
  const include = { raw: false, reasoning: true, toolResults: true, media: false };
  const mask = { findings: [], texts: [] };
  const { reviewed } = await apiOf(server).shares.findings({ target, include, mask });
  const response = await fetch(`${server.url}/api/share-file`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ target, include, mask, reviewed }),
  });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="[ -~]+"/);
  await writeFile(path, Buffer.from(await response.arrayBuffer()));
  return pathToFileURL(path).href;
}

/** Opens a file from disk with the network off; any request for another thing fails the test. */
async function openAlone(page: Page, url: string): Promise<void> {
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().split('#')[0] !== url) asked.push(request.url());
  });
  page.on('pageerror', (error) => asked.push(error.message));
  page.on('console', (message) => asked.push(message.text()));
  await page.context().setOffline(true);
  await page.goto(url);
  await page.waitForLoadState('load');
  expect(asked).toEqual([]);
}

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`)).toEqual([]);
}

test('a diff as a file opens from disk without a network, at the shared row', async ({
  page,
  shared: server,
}, info) => {
  const [a, b] = [
    await importOne(server, chat(left), 'left.json'),
    await importOne(server, chat(right), 'right.json'),
  ];
  const target = { kind: 'diff' as const, a, b };
  const url = await fileOf(server, target, info.outputPath('diff.html'));
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 844 });
      await openAlone(page, url);
      await expect(page).toHaveTitle('left.json ↔ right.json · Retake');
      await expect(page.getByRole('region', { name: 'Verdict' })).toContainText(/Confidence\s*\d/);
      await page.getByRole('link', { name: 'Go to the shared row' }).click();
      const row = page.getByRole('listitem').filter({ hasText: 'shared row' }).last();
      await expect(row.getByText('shared row')).toBeInViewport();
      await expect(row.locator('details').first()).toHaveAttribute('open');
      await expectAccessible(page);
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
      ).toBeLessThanOrEqual(0);
    }
  }
});

test('a trace as a file: every event opens by itself, what a model saw is a way to where it stands', async ({
  page,
  shared: server,
}, info) => {
  const traceId = await importOne(server, bytesOf('codingAgent'), 'coding-agent.jsonl');
  const target = { kind: 'trace' as const, traceId, view: 'e=6' };
  await openAlone(page, await fileOf(server, target, info.outputPath('trace.html')));
  const total = (await apiOf(server).traces.get({ id: traceId })).totals.events;
  const events = page.getByRole('region', { name: 'Events' }).locator('ol').first();
  await expect(events.locator(':scope > li')).toHaveCount(total);
  const saw = page.getByRole('region', { name: 'What the model saw at #6' });
  await saw.getByRole('link', { name: '#4', exact: true }).click();
  const fourth = events.locator(':scope > li').nth(4);
  await expect(fourth).toBeInViewport();
  await fourth.locator('summary').first().press('Enter');
  await expect(fourth.locator('details').first()).toHaveAttribute('open');
  await expectAccessible(page);
});

test('a moment and a tree as files say what they are', async ({ page, shared: server }, info) => {
  const root = await importOne(server, bytesOf('lostParcel'), 'lost-parcel.json');
  await apiOf(server).traces.fork({
    ...{ id: root, seq: 4, side: 'after' },
    edits: [{ type: 'append-user', text: 'Try the depot.' }],
  });
  const moment = { kind: 'moment' as const, traceId: root, seq: 3 };
  await openAlone(page, await fileOf(server, moment, info.outputPath('moment.html')));
  await expect(page.getByText('The first 4 events')).toBeVisible();
  await expect(page.locator('main')).not.toContainText('the warehouse is closed');
  await expectAccessible(page);
  const tree = { kind: 'tree' as const, root };
  await openAlone(page, await fileOf(server, tree, info.outputPath('tree.html')));
  await expect(page.getByRole('region', { name: 'Runs' })).toContainText('user message added');
  await expectAccessible(page);
});

test('a hostile trace does nothing in a file', async ({ page, shared: server }, info) => {
  const name = `</title><img src=x onerror="window.hit=1">\u202egpj.html`;
  const words = [
    { role: 'user', content: `<script>window.hit=1</script></pre></style><svg onload=hit()>` },
    { role: 'assistant', content: '[x](javascript:window.hit=1) ![b](http://evil.example/x.png)' },
  ];
  const traceId = await importOne(server, JSON.stringify(words), name);
  const target = { kind: 'trace' as const, traceId };
  await openAlone(page, await fileOf(server, target, info.outputPath('hostile.html')));
  for (const summary of await page.locator('.rows > li > details > summary').all())
    await summary.click();
  const found = await page.evaluate(() => ({
    hit: Reflect.get(window, 'hit') ?? null,
    scripts: document.scripts.length,
    images: document.images.length,
    away: document.querySelectorAll('a:not([href^="#"]), [onerror], [onload], iframe').length,
  }));
  expect(found).toEqual({ hit: null, scripts: 0, images: 0, away: 0 });
});
