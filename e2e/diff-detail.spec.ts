import type { Page } from '@playwright/test';
import { allRows, importOne } from './support/api';
import { chat, left, longText, right } from './support/chat-pair';
import { DiffDetail } from './support/diff-detail';
import { DiffPage } from './support/diff-page';
import type { TestServer } from './support/server';
import { expect, test } from './support/test';

interface Pair {
  a: string;
  b: string;
}

const pairOf = async (server: TestServer, long?: [string, string]): Promise<Pair> => ({
  a: await importOne(server, chat({ ...left, ...(long ? { long: long[0] } : {}) }), 'left.json'),
  b: await importOne(server, chat({ ...right, ...(long ? { long: long[1] } : {}) }), 'right.json'),
});

/** Opens the diff at a pair of rows that both runs have at the same place. */
async function openAt(page: Page, { a, b }: Pair, seq: number, query = ''): Promise<DiffDetail> {
  await page.goto(`/diff?a=${a}&b=${b}&at=${seq}-${seq}${query}`);
  await new DiffPage(page).ready();
  return new DiffDetail(page);
}

const seqOf = async (server: TestServer, id: string, kind: string): Promise<number> =>
  (await allRows(server, id)).find((row) => row.kind === kind)?.seq ?? -1;

test('the tabs of a tool call: words, paths, arguments and the result it got', async ({
  page,
  server,
}) => {
  const pair = await pairOf(server);
  const seq = await seqOf(server, pair.a, 'tool-call');
  const detail = await openAt(page, pair, seq);
  await expect(detail.tab('Message')).toHaveAttribute('aria-selected', 'true');

  await detail.open('Arguments');
  await expect(page).toHaveURL(/[?&]tab=arguments/);
  const changes = detail.changes('arguments');
  await expect(changes).toHaveCount(3);
  await expect(changes.filter({ hasText: 'days' })).toContainText(/number.*from 1.*to 3.*\+2/s);
  await expect(changes.filter({ hasText: '[id="bonn"].park' })).toContainText('boolean');
  await expect(changes.filter({ hasText: 'moved' })).toContainText(
    /Entry \d of A is entry \d of B/,
  );

  // The answer stands in another event.
  await detail.open('Result');
  await expect(detail.content).toContainText(/Of the result at A #\d+ and B #\d+/);
  await expect(detail.changes('result').filter({ hasText: 'rain' })).toContainText('10.5');

  await detail.open('JSON');
  await expect(detail.changes('the event').filter({ hasText: 'days' })).toHaveCount(1);

  await detail.open('Raw');
  await expect(page.getByRole('region', { name: 'Raw records of A' })).toContainText('call_1');
  await expect(page.getByRole('region', { name: 'Raw records of B' })).toContainText('call_1');
});

test('tabs by keyboard; the tab stays in the address and for the next row', async ({
  page,
  server,
}) => {
  const pair = await pairOf(server);
  const seq = await seqOf(server, pair.a, 'tool-call');
  const detail = await openAt(page, pair, seq);
  await detail.tab('Message').focus();
  await page.keyboard.press('ArrowRight');
  await expect(detail.tab('JSON')).toBeFocused();
  await expect(page).toHaveURL(/[?&]tab=json/);
  await page.reload();
  await expect(detail.tab('JSON')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('j');
  await expect(detail.tab('JSON')).toHaveAttribute('aria-selected', 'true');
  await page.getByText('Side by side', { exact: true }).click();
  await expect(page).toHaveURL(/[?&]lay=side/);
});

test('what each model saw: setup or messages that differ, equal ones folded', async ({
  page,
  server,
}) => {
  const pair = await pairOf(server);
  const rows = await allRows(server, pair.a);
  const last = rows.at(-1)?.seq ?? 0;
  const detail = await openAt(page, pair, last, '&tab=context');
  await expect(detail.content).toContainText(/\d messages in A, \d messages in B/);
  await expect(detail.content).toContainText('Never search');
  await expect(detail.content).toContainText('Look up the weather first');
  const fold = detail.content.getByRole('button', { name: /^Show messages/ }).first();
  await expect(fold).toBeVisible();
  await fold.click();
  await expect(detail.content).toContainText('Where shall I walk?');
});

test('a text of 300 kB is compared whole, and the page stays awake', async ({ page, server }) => {
  const pair = await pairOf(server, [longText('HERE'), longText('THERE')]);
  const rows = await allRows(server, pair.a);
  const seq = rows.findLast(({ role }) => role === 'user')?.seq ?? -1;
  await openAt(page, pair, seq);
  const lines = page.getByRole('region', { name: /by lines$/ });
  await expect(lines).toBeVisible();
  await expect(lines.getByRole('deletion')).toContainText('HERE');
  await expect(lines.getByRole('insertion')).toContainText('THERE');
  await expect(lines).toContainText('equal lines');
  const fold = lines.getByRole('button', { name: /equal lines, show/ }).first();
  await fold.click();
  await expect(lines).toContainText('line 0 says the same');
});
