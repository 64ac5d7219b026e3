import { allRows, apiOf, importOne, share } from './support/api';
import { bytesOf } from './support/fixtures';
import { QueryBar } from './support/query-bar';
import { expect, test } from './support/test';
import { TracePage } from './support/trace-page';

test('a query filters, highlights, walks, and stands in the address', async ({ page, server }) => {
  const id = await importOne(server, bytesOf('lostParcel'), 'lost-parcel.json');
  const rows = await allRows(server, id);
  const calls = rows.filter(({ kind }) => kind === 'tool-call').map(({ seq }) => seq);
  const trace = new TracePage(page);
  const bar = new QueryBar(page);
  await trace.open(id, `?e=${calls[0]}`);

  await trace.press('/');
  await expect(bar.input).toBeFocused();
  await bar.ask('kind:tool-call');
  await expect(bar.count).toContainText(`${calls.length} of ${rows.length}`);
  await trace.expectEvents(calls.length);
  expect(await bar.listed()).toEqual(calls);
  await bar.input.press('Enter');
  await expect(page).toHaveURL(new RegExp(`[?&]e=${calls[1]}\\b`));
  await bar.input.press('Shift+Enter');
  await expect(page).toHaveURL(new RegExp(`[?&]e=${calls[0]}\\b`));

  await bar.mode('Highlight');
  await trace.expectEvents(rows.length);
  await expect(bar.rows.filter({ has: page.locator('mark') })).toHaveCount(calls.length);
  await expect(page).toHaveURL(/mode=highlight/);
  await page.reload();
  await expect(bar.count).toContainText(`${calls.length} of ${rows.length}`);
  await trace.expectEvents(rows.length);

  await bar.input.press('Escape');
  await expect(bar.input).toHaveValue('');
  await trace.press('v');
  await bar.ask('words that nobody said');
  await expect(bar.count).toContainText(`0 of ${rows.length}`);
});

test('words are looked for in bodies, together with a stretch', async ({ page, server }) => {
  const id = await importOne(server, bytesOf('lostParcel'), 'lost-parcel.json');
  const trace = new TracePage(page);
  const bar = new QueryBar(page);
  const { seqs, events } = await apiOf(server).traces.find({ id, q: 'warehouse' });
  expect(seqs.length).toBeGreaterThan(1);
  const [, second = 0] = seqs;

  await trace.open(id, '?q=warehouse');
  await expect(bar.count).toContainText(`${seqs.length} of ${events}`);
  await expect.poll(() => bar.listed()).toEqual(seqs);
  await page.goto(`/t/${id}?q=warehouse&t=${second}..${events - 1}`);
  await expect.poll(() => bar.listed()).toEqual(seqs.slice(1));
  await expect(bar.count).toContainText(`${seqs.length - 1} of ${events - second}`);
});

test('what one stands on stays selected when a query hides it', async ({ page, server }) => {
  const id = await importOne(server, bytesOf('lostParcel'), 'lost-parcel.json');
  const trace = new TracePage(page);
  const bar = new QueryBar(page);
  await trace.open(id, '?e=0&panel=event');
  await bar.ask('is:error');
  await expect(page.getByText('You stand on #0, which is not in this list.')).toBeVisible();
  await expect(trace.inspector.last()).toContainText('never came');
  await page.getByRole('button', { name: 'Show all, highlight matches' }).click();
  await expect(trace.selected).toBeVisible();
  await expect(page).toHaveURL(/mode=highlight/);
});

test('completion by keyboard and by hand, with counts', async ({ page, server }) => {
  const id = await importOne(server, bytesOf('lostParcel'), 'lost-parcel.json');
  const bar = new QueryBar(page);
  await new TracePage(page).open(id);
  await bar.input.pressSequentially('too');
  const tool = bar.options.filter({ hasText: /^tool:/ }).first();
  await expect(tool).toBeVisible();
  await expect(bar.input).toHaveAttribute('aria-expanded', 'true');
  await bar.input.press('ArrowDown');
  await expect(bar.options.first()).toHaveAttribute('aria-selected', 'true');
  const active = await bar.input.getAttribute('aria-activedescendant');
  expect(active).toBe(await bar.options.first().getAttribute('id'));
  await bar.input.press('Enter');
  await expect(bar.input).toHaveValue('tool:');
  const parcel = bar.options.filter({ hasText: 'find_parcel' });
  await expect(parcel).toContainText('2');
  await parcel.click();
  await expect(bar.input).toHaveValue('tool:find_parcel ');
  await expect(bar.input).toBeFocused();
  await expect(bar.count).toContainText(/^2 of \d+/);
});

test('a mistake is shown where it is and mended by one click', async ({ page, server }) => {
  const id = await importOne(server, bytesOf('lostParcel'), 'lost-parcel.json');
  const bar = new QueryBar(page);
  await new TracePage(page).open(id);
  await bar.ask('tol:find_parcel');
  await expect(bar.mistake.locator('mark')).toHaveText('tol');
  await expect(bar.input).toHaveAttribute('aria-invalid', 'true');
  await page.getByRole('button', { name: 'Use tool' }).click();
  await expect(bar.input).toHaveValue('tool:find_parcel');
  await expect(bar.mistake).toBeHidden();
  await expect(bar.count).toContainText(/^2 of \d+/);
});

test('an empty result says what would match', async ({ page, server }) => {
  const id = await importOne(server, bytesOf('lostParcel'), 'lost-parcel.json');
  const bar = new QueryBar(page);
  const trace = new TracePage(page);
  await trace.open(id);
  await bar.ask('tool:find_parcel is:error');
  await expect(page.getByText(/^0 of \d+ events match$/)).toBeVisible();
  await page.getByRole('button', { name: '2 match without is:error' }).click();
  await expect(bar.input).toHaveValue(/^tool:"?find_parcel"?$/);
  await trace.expectEvents(2);
});

test('a shared trace is searched by its rows, and says so', async ({ page, server }) => {
  const id = await importOne(server, bytesOf('lostParcel'), 'lost-parcel.json');
  const { url } = await share(server, { kind: 'trace', traceId: id });
  const bar = new QueryBar(page);
  await page.goto(url);
  await new TracePage(page).ready();
  await bar.ask('is:error');
  await expect(bar.count).toContainText(/^\d of \d+/);
  await expect(bar.mistake).toBeHidden();
  await bar.ask('args.id:P-77');
  await expect(bar.mistake).toContainText('by its rows only');
});

test('the bar fits a narrow window', async ({ page, server }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const id = await importOne(server, bytesOf('lostParcel'), 'lost-parcel.json');
  const bar = new QueryBar(page);
  await page.goto(`/t/${id}?q=is:error&mode=highlight`);
  await expect(bar.count).toContainText(/of/);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});
