import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { apiOf, importOne } from './support/api';
import { bytesOf } from './support/fixtures';
import type { TestServer } from './support/server';
import { expect, test } from './support/test';
import { TracePage } from './support/trace-page';

const codingAgent = (server: TestServer): Promise<string> =>
  importOne(server, bytesOf('codingAgent'), 'coding-agent.jsonl');

const row = (page: Page, name: string | RegExp) => page.getByRole('row', { name });

async function expectNoViolation(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(
    violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target }) => `${id} at ${target.join(' ')}`),
    ),
  ).toEqual([]);
}

test('two moments of one run: what was resolved, by which event, and on to it', async ({
  page,
  server,
}) => {
  const id = await codingAgent(server);
  const trace = new TracePage(page);
  await trace.open(id, '?e=8');
  await trace.choose('What changed between two moments');
  await expect(page.getByRole('heading', { level: 1, name: 'State diff' })).toBeVisible();

  const from = page.getByRole('group', { name: 'Before' }).getByLabel('After event');
  await from.fill('8');
  await from.press('Enter');
  await expect(page).toHaveURL(/[?&]aSeq=8/);
  await expect(page.getByRole('heading', { name: 'Tests 2' })).toBeVisible();
  const failed = row(page, /test_escaped_quote/);
  await expect(failed).toContainText(/active.*resolved/);
  await expect(failed).toContainText('inferred Not named, but a run that covers it');
  await expect(row(page, /src\/tinycsv\/parser\.py/).last()).toContainText('edited');
  await expect(page.getByText('1 unchanged')).toBeVisible();
  await page.getByRole('group').filter({ hasText: 'Goals' }).last().click();
  await expectNoViolation(page);

  await failed.getByRole('link', { name: '#24' }).click();
  await expect(page).toHaveURL(new RegExp(`/t/${id}\\?e=24`));
  await trace.expectSelected(24);
});

test('a branch beside its parent, from the diff of events; as Markdown and as JSON', async ({
  page,
  context,
  server,
}) => {
  const a = await codingAgent(server);
  const { id: b } = await apiOf(server).traces.fork({
    ...{ id: a, seq: 8, side: 'after' },
    edits: [{ type: 'append-user', text: 'Stop here.' }],
  });
  await page.goto(`/diff?a=${a}&b=${b}`);
  await page.getByRole('link', { name: 'State diff' }).click();
  await expect(row(page, /test_quoted_newline/)).toContainText(/resolved.*active/);
  await expect(row(page, /src\/tinycsv\/parser\.py/).last()).toContainText(/edited.*not in B/);

  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Copy as Markdown' }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  const told = await page.request.get(`/api/state-diff?a=${a}&b=${b}&format=md`);
  expect(copied).toBe(await told.text());

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'JSON' }).click(),
  ]);
  const saved = JSON.parse(readFileSync(await download.path(), 'utf8'));
  expect(saved).toEqual(await (await page.request.get(`/api/state-diff?a=${a}&b=${b}`)).json());

  await page.getByRole('button', { name: 'Swap' }).click();
  await expect(row(page, /test_quoted_newline/)).toContainText(/active.*resolved/);
  await expect(row(page, /src\/tinycsv\/parser\.py/).last()).toContainText(/not in A.*edited/);
});

test('a run of another kind tells of its own; an event that is not there is said', async ({
  page,
  server,
}) => {
  const id = await importOne(server, bytesOf('lostParcel'), 'lost-parcel.json');
  await page.goto(`/state-diff?a=${id}&b=${id}&aSeq=0`);
  await expect(page.getByText(/changes?|Nothing changed/).first()).toBeVisible();
  await page.goto(`/state-diff?a=${id}&b=${id}&aSeq=99999`);
  await expect(page.getByText('There is no event 99999')).toBeVisible();
  await page.goto('/state-diff');
  await expect(page.getByText('A state diff needs two moments')).toBeVisible();
});

test('the Facts tab shows what is known as of the selected event', async ({ page, server }) => {
  const id = await codingAgent(server);
  const trace = new TracePage(page);
  await trace.open(id, '?e=17&panel=facts');
  await expect(trace.inspector.getByText('As of event #17')).toBeVisible();
  const tests = trace.inspector.getByRole('list', { name: 'Tests' });
  await expect(tests.getByRole('listitem').first()).toContainText('active');
  await expectNoViolation(page);
  await trace.select(24);
  await expect(trace.inspector.getByText('As of event #24')).toBeVisible();
  await expect(tests.getByRole('listitem').first()).toContainText('resolved');
  await tests.getByRole('button', { name: 'Go to event 24' }).first().click();
  await trace.expectSelected(24);
});

for (const colorScheme of ['light', 'dark'] as const)
  test.describe(`${colorScheme}, narrow`, () => {
    test.use({ colorScheme, viewport: { width: 390, height: 844 } });
    test('the state diff breaks no rule', async ({ page, server }) => {
      const id = await codingAgent(server);
      await page.goto(`/state-diff?a=${id}&b=${id}&aSeq=8`);
      await expect(page.getByRole('heading', { name: 'Tests 2' })).toBeVisible();
      await expectNoViolation(page);
    });
  });
