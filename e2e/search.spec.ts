import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { apiOf, importOne } from './support/api';
import { bytesOf } from './support/fixtures';
import { QueryBar } from './support/query-bar';
import { SearchPage } from './support/search-page';
import type { TestServer } from './support/server';
import { expect, test } from './support/test';
import { TraceList } from './support/trace-list';
import { TracePage } from './support/trace-page';

/** Until so many traces can be found in. */
async function indexed(server: TestServer, traces: number): Promise<void> {
  const { search } = apiOf(server);
  await expect
    .poll(async () => (await search.find({ q: 'a' })).searched, { timeout: 20_000 })
    .toEqual({ traces, ready: traces });
}

async function importBoth(server: TestServer): Promise<{ parcel: string; walk: string }> {
  const parcel = await importOne(server, bytesOf('lostParcel'), 'lost-parcel.json');
  const walk = await importOne(server, bytesOf('weatherChat'), 'weather-chat.json');
  await indexed(server, 2);
  return { parcel, walk };
}

test('words are found in all traces, and a hit opens at its event', async ({ page, server }) => {
  const { parcel } = await importBoth(server);
  const search = new SearchPage(page);
  await search.open();
  await search.input.fill('depot of leipzig');
  await search.input.press('Enter');
  await expect(search.status).toContainText(/events? in 1 trace/);
  const found = search.trace('lost-parcel.json');
  await expect(found.locator('mark').first()).toHaveText(/depot/i);
  await expect(page).toHaveURL(/\/search\?q=depot/);
  const seq = await search.hits.first().locator('span').first().textContent();

  await page.keyboard.press('Tab');
  await search.hits.first().focus();
  await page.keyboard.press('Enter');
  await new TracePage(page).ready();
  await expect(page).toHaveURL(new RegExp(`/t/${parcel}\\?.*e=${seq}\\b`));
  await expect(new QueryBar(page).input).toHaveValue('depot of leipzig');
  await expect(new QueryBar(page).count).toContainText(/^\d of \d/);
});

test('the list of traces finds by name and inside', async ({ page, server }) => {
  await importBoth(server);
  const list = new TraceList(page);
  await list.open();
  await list.search.fill('river');
  await expect(page.getByText('No trace has this name')).toBeVisible();
  const inside = page.getByRole('region', { name: 'In what was said and done' });
  await expect(inside.getByRole('link', { name: 'weather-chat.json' })).toBeVisible();
  await expect(inside.locator('mark').first()).toHaveText('river');
  await list.search.fill('lost-parcel');
  await expect(list.row('lost-parcel.json')).toBeVisible();
  await inside.getByRole('link', { name: 'Search page' }).click();
  await expect(page).toHaveURL(/\/search\?q=lost-parcel/);
});

test('nothing found says why, and offers other endings', async ({ page, server }) => {
  await importBoth(server);
  const search = new SearchPage(page);
  await search.open('riv');
  await expect(page.getByText('No event holds this')).toBeVisible();
  await page.getByRole('button', { name: 'Look for riv*' }).click();
  await expect(search.trace('weather-chat.json').locator('mark').first()).toHaveText('river');
  await search.open('"* "');
  await expect(page.getByText('There is no word in this')).toBeVisible();
});

test('a deleted trace is not found, an archived one is marked', async ({ page, server }) => {
  const { parcel, walk } = await importBoth(server);
  const { traces } = apiOf(server);
  await traces.mark({ id: walk, archived: true });
  const search = new SearchPage(page);
  await search.open('river');
  await expect(search.trace('weather-chat.json')).toContainText('archived');
  await traces.remove({ id: parcel });
  await search.open('parcel');
  await expect(page.getByText('No event holds this')).toBeVisible();
});

test('signs of other search languages are plain words', async ({ server }) => {
  await importBoth(server);
  const { search } = apiOf(server);
  for (const q of ['"', '*', 'NEAR(', 'a:b', '{names}: x', '🎉', 'x'.repeat(1000)])
    expect((await search.find({ q })).items, q).toEqual([]);
  await expect(search.find({ q: 'x'.repeat(10_000) })).rejects.toMatchObject({ status: 400 });
});

test('a restart loses nothing, and brings a lost index back', async ({ server }) => {
  await importBoth(server);
  for (const lost of [false, true]) {
    await server.kill(lost ? 'SIGTERM' : 'SIGKILL');
    if (lost) rmSync(join(server.data, 'retake.db-search'));
    await server.restart();
    await indexed(server, 2);
    expect((await apiOf(server).search.find({ q: 'river' })).total).toBe(1);
  }
});
