import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { allRows, apiOf, eventAt, importOne } from './support/api';
import { Composer } from './support/composer';
import { bytesOf } from './support/fixtures';
import { storedTrace } from './support/stored';
import { expect, test } from './support/test';
import { TracePage } from './support/trace-page';

const bar = (page: Page) => page.getByRole('region', { name: 'Events left out' });
const without = (page: Page) => page.getByRole('region', { name: 'Without', exact: true });

async function expectNoViolation(page: Page, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect
    .soft(
      violations.map(({ id, nodes }) => `${id} ${nodes[0]?.target}`),
      where,
    )
    .toEqual([]);
}

test('leaves a result out with its call, compares, and forks without them', async ({
  page,
  server,
}) => {
  const id = await importOne(server, bytesOf('codingAgent'), 'coding-agent.jsonl');
  const stored = storedTrace(server, id);
  const rows = await allRows(server, id);
  const result = rows.find(({ kind }) => kind === 'tool-result');
  const call = result?.call ?? -1;
  const later = rows.findLast(({ kind }) => kind === 'model-call')?.seq ?? 0;
  const trace = new TracePage(page);
  await trace.open(id, `?e=${result?.seq}`);

  await trace.press('x');
  await expect(page).toHaveURL(new RegExp(`[?&]x=${result?.seq}(&|$)`));
  await expect(bar(page)).toContainText('2 events left out (1 by you, 1 taken along)');
  await expect(trace.row(result?.seq ?? -1)).toContainText('left out');
  await expect(trace.row(call)).toContainText('taken along');

  // A link leads to the same question.
  await page.reload();
  await trace.ready();
  await expect(bar(page)).toContainText('2 events left out');
  await page.goto(`/t/${id}?e=${later}&x=${result?.seq}`);
  await trace.ready();
  await bar(page).getByRole('button', { name: 'Compare' }).click();
  await expect(without(page)).toContainText('Filtering, not causation');
  await without(page).getByText('1 event taken along').click();
  await expect(without(page)).toContainText('a call without one cannot be sent');
  await expect(without(page).getByRole('article', { name: /, shortened$/ })).toBeVisible();
  await expect(without(page).getByRole('article', { name: /, left out$/ })).toBeVisible();
  for (const look of ['State', 'Facts', 'Request']) {
    await without(page).getByRole('radio', { name: look }).check({ force: true });
    await expect(without(page).getByText('Working it out')).toHaveCount(0);
  }
  await expect(without(page)).toContainText('A is the request as it was');
  await expect(without(page)).toContainText('removed');
  expect(storedTrace(server, id)).toBe(stored);

  await bar(page).getByRole('button', { name: 'Fork with these left out' }).click();
  const composer = new Composer(page);
  await expect(composer.sheet).toContainText(/message \d+ removed/);
  await composer.saveOnly();
  await expect(page).toHaveURL(new RegExp(`/t/(?!${id})[0-9a-f]{32}`));
  await trace.ready();
  const branch = trace.id();
  const fork = (await allRows(server, branch)).find(({ kind }) => kind === 'edit');
  const event = await eventAt(server, branch, fork?.seq ?? 0);
  expect(event.kind === 'edit' && event.edits.map(({ type }) => type).sort()).toEqual([
    'message',
    'remove-message',
  ]);
  // What the branch would send is what was shown before it was there.
  const { prepared } = apiOf(server);
  const shown = await prepared.requestAt({ id, seq: later, side: 'before', x: `${result?.seq}` });
  const forked = await prepared.requestAt({ id: branch, seq: fork?.seq ?? 0, side: 'after' });
  expect(forked.request?.body).toBe(shown.request?.body);
  expect(storedTrace(server, id)).toBe(stored);
});

test('x takes back, Shift+x clears, and nothing left out is nothing changed', async ({
  page,
  server,
}) => {
  const id = await importOne(server, bytesOf('lostParcel'), 'lost-parcel.json');
  const trace = new TracePage(page);
  await trace.open(id, '?e=0');
  await trace.press('x');
  await expect(bar(page)).toContainText('1 event left out');
  await trace.press('x');
  await expect(bar(page)).toHaveCount(0);
  await expect(page).not.toHaveURL(/[?&]x=/);
  await trace.press('x');
  await trace.press('Shift+X');
  await expect(bar(page)).toHaveCount(0);

  const at = async (x: string) =>
    (await fetch(`${server.url}/api/traces/${id}/counterfactual?seq=2&x=${x}`)).text();
  expect(await at('')).toBe(await at(''));
  expect(JSON.parse(await at(''))).toMatchObject({
    messages: { changed: 0 },
    state: { changed: 0 },
    facts: { changed: 0 },
  });
  expect((await fetch(`${server.url}/api/traces/${id}/counterfactual?seq=2&x=no`)).status).toBe(
    400,
  );
  await page.goto(`/t/${id}?x=no`);
  await trace.ready();
  await expect(bar(page)).toContainText('does not say which events');
});

for (const colorScheme of ['light', 'dark'] as const)
  for (const viewport of [
    { width: 1440, height: 900 },
    { width: 390, height: 844 },
  ])
    test.describe(`${colorScheme}, ${viewport.width} px`, () => {
      test.use({ colorScheme, viewport });

      test('what would have been has no violation', async ({ page, server }) => {
        const id = await importOne(server, bytesOf('codingAgent'), 'coding-agent.jsonl');
        const trace = new TracePage(page);
        await trace.open(id, '?e=9&x=4-5&panel=whatif');
        await expect(bar(page)).toBeVisible();
        await expectNoViolation(page, 'bar and rows');
        if (viewport.width < 900) await page.getByRole('tab', { name: 'Inspect' }).click();
        for (const look of ['Messages', 'State', 'Facts', 'Request']) {
          await without(page).getByRole('radio', { name: look }).check({ force: true });
          await expect(without(page).getByText('Working it out')).toHaveCount(0);
          await expectNoViolation(page, look);
        }
      });
    });
