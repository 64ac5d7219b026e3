import type { Page } from '@playwright/test';
import { apiOf } from './support/api';
import { test as base, openComposer, weather } from './support/chat-run';
import { DiffPage } from './support/diff-page';
import { TestServer } from './support/server';
import { expect } from './support/test';

/** So many runs go on at once. */
const test = base.extend<{ places: number }>({
  places: [1, { option: true }],
  server: async ({ places }, use) => {
    const server = await TestServer.start({ RETAKE_MAX_RUNS: String(places) });
    await use(server);
    await server.stop();
  },
});

const cells = (page: Page) =>
  page.getByRole('row').filter({ has: page.getByRole('link', { name: /, run \d+$/ }) });

const asParent = { text: 'Walk along the river, it is sunny.' };

test('an edited fork and its control, twice each: the table fills, and every run opens its diff', async ({
  page,
  server,
  model,
}) => {
  // One place: each way runs once before any runs again.
  const slow = { pieceMs: 250 };
  model.reply(
    { text: 'Take the bus to the museum, then.', ...slow },
    { calls: [weather('Sunday')] },
    { ...asParent, ...slow },
    { calls: [weather('Sunday')] },
    { text: 'Stay at home on Sunday.' },
    { text: 'Walk in the hills.' },
  );
  const { composer, parent } = await openComposer(page, server, model);
  await composer.sheet.getByLabel(/^Repeats/).fill('2');
  await composer.sheet.getByRole('button', { name: /^Resume 4 runs/ }).click();
  await expect(page).toHaveURL(/\/matrix\/[0-9a-f]{32}$/);

  const rows = cells(page);
  await expect(rows).toHaveCount(4);
  await expect(rows.nth(3)).toContainText('queued');
  await expect(page.getByText('4 of 4 ended').first()).toBeVisible({ timeout: 20_000 });
  expect(model.requests).toHaveLength(6);
  expect(model.requests.map(({ body }) => body.includes('I have no umbrella.'))).toEqual([
    ...[true, false, false],
    ...[true, true, false],
  ]);
  for (const row of await rows.all()) await expect(row).toContainText('done');
  // What was appended is a difference of its own.
  await expect(rows.nth(0)).toContainText(/parts at #\d+/);
  await expect(rows.nth(1)).toContainText(/parts at #\d+/);
  await expect(rows.nth(2)).toContainText('same as parent');
  await expect(rows.nth(3)).toContainText(/parts at #\d+/);
  await expect(rows.nth(1)).toContainText('Stay at home on Sunday.');
  await expect(page.getByText('control: unchanged')).toBeVisible();
  await expect(page.getByText('0 of 2 part')).toBeHidden();
  await expect(page.getByText('1 of 2 part')).toBeVisible();
  await expect(page.getByText('2 of 2 part')).toBeVisible();

  const matrix = page.url();
  for (let at = 0; at < 4; at += 1) {
    await rows
      .nth(at)
      .getByRole('link', { name: /diff with the parent/i })
      .click();
    await expect(page).toHaveURL(new RegExp(`/diff\\?a=${parent}&b=[0-9a-f]{32}`));
    await new DiffPage(page).ready();
    await page.goto(matrix);
  }
  const withControl = page.getByRole('link', { name: /Diff with the control/ });
  await expect(withControl).toHaveCount(2);
  await withControl.first().click();
  await new DiffPage(page).ready();
  expect(new URL(page.url()).searchParams.get('a')).not.toBe(parent);
});

test.describe('two places', () => {
  test.use({ places: 2 });

  test('no more runs than there are places, and cancel all ends those that wait as well', async ({
    page,
    server,
    model,
  }) => {
    const stalls = { text: 'Let me think', ending: 'stall' as const };
    model.reply(stalls, stalls, stalls);
    const { composer } = await openComposer(page, server, model);
    await composer.sheet.getByLabel(/^Repeats/).fill('2');
    await composer.sheet.getByRole('button', { name: /^Resume 4 runs/ }).click();
    const rows = cells(page);
    await expect(rows.filter({ hasText: 'running' })).toHaveCount(2);
    await expect(rows.filter({ hasText: 'queued' })).toHaveCount(2);
    await expect.poll(() => model.requests.length).toBe(2);

    await page.getByRole('button', { name: 'Cancel all' }).click();
    await expect(page.getByText('4 of 4 ended').first()).toBeVisible();
    await expect(rows.filter({ hasText: 'stopped' })).toHaveCount(4);
    await expect(page.getByRole('button', { name: 'Cancel all' })).toBeHidden();
    await Promise.all(model.requests.map(({ closed }) => closed));
    // Those that waited never asked.
    expect(model.requests).toHaveLength(2);
  });
});

test('more than eight columns are refused in the dialog, and by the server', async ({
  page,
  server,
  model,
}) => {
  const { composer, parent } = await openComposer(page, server, model);
  await composer.sheet.getByRole('button', { name: 'Run as matrix…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Run as matrix' });
  const start = dialog.getByRole('button', { name: 'Start' });
  await expect(start).toBeEnabled();
  for (let at = 0; at < 7; at += 1) {
    await dialog.getByRole('button', { name: 'Add a variant' }).click();
    await dialog
      .getByRole('textbox', { name: 'What is asked' })
      .nth(at)
      .fill(`Way ${at + 1}?`);
  }
  await expect(dialog.getByText('That makes 9 columns, and 8 are the most')).toBeVisible();
  await expect(start).toBeDisabled();
  // Without the control there are eight.
  await dialog.getByRole('checkbox', { name: /^A control for each model/ }).uncheck();
  await expect(start).toBeEnabled();
  await expect(dialog.getByText('24 branches')).toBeVisible();
  expect(model.requests).toHaveLength(0);

  const endpoint = { id: 'scripted' };
  const column = { edits: [], endpoint, control: false };
  const columns = Array.from({ length: 9 }, (_, at) => ({ ...column, label: `Way ${at}` }));
  const limits = { maxSteps: 2 };
  const start9 = apiOf(server).matrices.start({
    ...{ traceId: parent, seq: 1, side: 'after', columns, repeats: 1, limits },
  });
  await expect(start9).rejects.toThrow();
  expect((await apiOf(server).traces.list({})).items).toHaveLength(1);
});
