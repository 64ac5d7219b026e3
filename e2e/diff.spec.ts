import { addEndpoint, apiOf, importOne } from './support/api';
import { test, weather } from './support/chat-run';
import { DiffPage } from './support/diff-page';
import { bytesOf } from './support/fixtures';
import { noisy, parting, strangers } from './support/run-pair';
import type { TestServer } from './support/server';
import { expect } from './support/test';

const pairOf = async (server: TestServer, pair: { a: string; b: string }) => ({
  a: await importOne(server, pair.a, 'good.json'),
  b: await importOne(server, pair.b, 'bad.json'),
});

/** Where the fork is, as a screen reader says it. */
const fork = /^fork, changed, A #35 model call .* B #44 model call/s;

test('the fork is in view and selected; keys go from change to change; folds open and stay', async ({
  page,
  server,
}) => {
  const { a, b } = await pairOf(server, parting);
  const diff = new DiffPage(page);
  await diff.open(a, b);
  await expect(diff.verdict).toContainText('Diverged at A #35 / B #44');
  await expect(diff.verdict).toContainText(/Confidence ?0\.\d\d/);
  await expect(diff.verdict).toContainText('9 events absorbed');
  await expect(diff.verdict).toContainText(/Content-identical ?no/);
  await diff.expectSelected(fork);
  await expect(diff.selected).toBeInViewport();
  await expect(page.getByText('2 of 2 changes')).toBeVisible();

  await page.keyboard.press('Shift+N');
  await diff.expectSelected('B #22–30 retry ×3 of web_search (absorbed) folded');
  await page.keyboard.press('Enter');
  await diff.expectSelected(/^absorbed, B #22 tool result web_search/);
  await expect(page).toHaveURL(/[?&]open=22-22/);
  await page.keyboard.press('n');
  await diff.expectSelected(fork);
  await page.keyboard.press('j');
  await diff.expectSelected(/^only A, A #36/);

  // Folds are in the address: whoever opens it sees the same rows.
  await diff.fold('9 equal events folded').getByRole('button', { name: 'Show' }).click();
  await expect(page).toHaveURL(/[?&]open=22-22,22-31/);
  const shown = page.url();
  await page.goto('about:blank');
  await page.goto(shown);
  await diff.ready();
  await expect(diff.fold(/equal events? folded/)).toHaveCount(1);
  await page.getByRole('button', { name: 'Fold again' }).click();
  await expect(page).not.toHaveURL(/[?&]open=/);
});

test('a fold gives its first or last rows, and the rest later', async ({ page, server }) => {
  const { a, b } = await pairOf(server, noisy);
  const diff = new DiffPage(page);
  await diff.open(a, b, '&detail=false');
  await expect(diff.verdict).toContainText('No divergence: both runs keep the same course');
  await diff.expectSelected('B #22–24 retry ×1 of web_search (absorbed) folded');
  await diff.fold('21 equal events folded').getByRole('button', { name: 'Last 20' }).click();
  await expect(page).toHaveURL(/[?&]open=22-25\.0\.20/);
  // A single row is not worth a line that hides it.
  await expect(diff.fold('20 equal events folded')).toHaveCount(1);
  await expect(diff.fold(/equal events? folded/)).toHaveCount(1);
});

test('the filter narrows rows, says how many, explains what it does not know', async ({
  page,
  server,
}) => {
  const { a, b } = await pairOf(server, parting);
  const diff = new DiffPage(page);
  await diff.open(a, b);
  await page.keyboard.press('/');
  await expect(diff.filter).toBeFocused();
  await page.keyboard.type('changed:any tool:SEARCH');
  await expect(page.getByText('8 of 60 rows')).toBeVisible();
  await expect(page).toHaveURL(/[?&]q=changed:any/);
  await page.keyboard.press('Enter');
  await page.keyboard.press('n');
  await page.reload();
  await diff.ready();
  await expect(page.getByText('8 of 60 rows')).toBeVisible();

  await diff.filter.fill('colour:red');
  await expect(page.getByText('There is no field “colour”.')).toBeVisible();
  await expect(diff.fold(/equal events folded/).first()).toBeVisible();
  await diff.filter.fill('"no such words"');
  await expect(page.getByText('No row matches the filter')).toBeVisible();
  await page.getByRole('button', { name: 'Clear the filter' }).click();
  await expect(diff.filter).toHaveValue('');
  await expect(diff.selected).toBeInViewport();
});

test('swapping keeps row, filter and choices', async ({ page, server }) => {
  const { a, b } = await pairOf(server, parting);
  const diff = new DiffPage(page);
  await diff.open(a, b, '&at=36-x&q=changed:left&ignore=whitespace');
  await diff.expectSelected(/^only A, A #36/);
  await page.getByRole('link', { name: 'Swap' }).click();
  await expect(page).toHaveURL(new RegExp(`a=${b}&b=${a}`));
  await diff.expectSelected(/^only B, B #36/);
  await expect(diff.filter).toHaveValue('changed:right');
  await expect(page.getByRole('checkbox', { name: 'whitespace' })).toBeChecked();
  await expect(page.getByRole('checkbox', { name: 'ids' })).not.toBeChecked();
  await expect(diff.verdict).toContainText('Diverged at A #44 / B #35');
});

test('what is ignored is chosen, counted and in the address', async ({ page, server }) => {
  const words = { a: 'The  lantern was lit in 1706 and went out in 1713.' };
  const { a, b } = await pairOf(server, {
    a: parting.a,
    b: parting.a.replace('The lantern was lit', words.a.slice(0, 20)),
  });
  const diff = new DiffPage(page);
  await diff.open(a, b);
  await expect(diff.states).toContainText('1 changed');
  await page.getByRole('checkbox', { name: 'whitespace' }).check();
  await expect(diff.states).not.toContainText('changed');
  await expect(page.getByText('1 row is the same but for these')).toBeVisible();
  await expect(page).toHaveURL(/[?&]ignore=ids,times,whitespace/);
  await expect(diff.verdict).toContainText(/Content-identical ?no/);
});

test('the diff as text: verdict, figures, changed rows and the address', async ({
  page,
  context,
  server,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const { a, b } = await pairOf(server, parting);
  const diff = new DiffPage(page);
  await diff.open(a, b);
  await page.getByRole('button', { name: 'Copy as text' }).click();
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(text).toContain('Diverged at A #35 / B #44');
  expect(text).toMatch(/^Tool calls +14 → 17 \(\+3\)/m);
  expect(text).toContain('≈ B #22–30  retry ×3 of web_search (absorbed)');
  expect(text).toMatch(/^⑂ ≠ A #35/m);
  expect(text).toContain(page.url());
});

test('the change map: by key from change to change, by click to a place', async ({
  page,
  server,
}) => {
  const { a, b } = await pairOf(server, parting);
  const diff = new DiffPage(page);
  await diff.open(a, b);
  await expect(diff.map).toHaveAttribute('aria-valuetext', 'row 45 of 60, fork, changed');
  await diff.map.focus();
  await page.keyboard.press('ArrowUp');
  await expect(diff.map).toHaveAttribute('aria-valuetext', 'row 23 of 60, 9 absorbed, folded');
  await page.keyboard.press('ArrowDown');
  await diff.expectSelected(fork);
  await expect(diff.map).toBeFocused();
  await page.keyboard.press('End');
  await diff.expectSelected(/A #44/);
  await page.keyboard.press('Home');
  await diff.expectSelected('20 equal events folded');

  const box = await diff.map.boundingBox();
  if (!box) throw new Error('The map is not drawn');
  // A little beside the mark of the fork: pointing has to be near only.
  await page.mouse.click(box.x + box.width / 2, box.y + (box.height * 44.5) / 60);
  await diff.expectSelected(fork);
  await expect(diff.selected).toBeInViewport();
});

test('identical and not comparable runs say so', async ({ page, server }) => {
  const { a, b } = await pairOf(server, strangers);
  const diff = new DiffPage(page);
  await diff.open(a, a);
  await expect(diff.verdict).toContainText('Content-identical: 45 events on each side');
  await expect(page.getByText('no changes')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Next change' })).toBeDisabled();

  await diff.open(a, b);
  await expect(diff.verdict).toContainText('Not comparable event by event');
  const answers = page.getByRole('region', { name: 'Final answers' });
  await expect(answers).toContainText('The lantern was lit in 1706');
  await expect(answers).toContainText('Spruce, wind, string, silence.');
  await expect(answers).toContainText('by their order only');
  await expect(diff.rows.getByRole('row').first()).toBeVisible();
});

test('figures of the parts, and calls by tool', async ({ page, server }) => {
  const { a, b } = await pairOf(server, parting);
  const diff = new DiffPage(page);
  await diff.open(a, b);
  await diff.verdict.getByText('After the fork', { exact: true }).click();
  await expect(diff.verdict.getByText('Tool calls').locator('..')).toContainText('3');
  await diff.verdict.getByText('Calls by tool').click();
  await expect(diff.verdict.getByRole('row', { name: /send_mail 0 1 \+1/ })).toBeVisible();
});

test('a control stands in a third column, which can be hidden', async ({ page, server, model }) => {
  model.reply(
    { text: 'Take the bus to the museum, then.' },
    { calls: [weather('Sunday')] },
    { text: 'Stay at home on Sunday, it rains.' },
  );
  const api = apiOf(server);
  const id = await addEndpoint(server, { url: model.url, model: 'mock-large' });
  const parent = await importOne(server, bytesOf('weatherChat'), 'weather-chat.json');
  const column = { endpoint: { id, model: 'mock-large' } };
  const matrix = await api.matrices.start({
    ...{ traceId: parent, seq: 1, side: 'after', repeats: 1, limits: {} },
    columns: [
      {
        ...{ ...column, label: 'edited', control: false },
        edits: [{ type: 'append-user', text: 'I have no umbrella.' }],
      },
      { ...column, label: 'control', control: true, edits: [] },
    ],
  });
  const cells = async () => (await api.matrices.get({ id: matrix.id })).cells;
  await expect
    .poll(async () => (await cells()).map(({ status }) => status))
    .toEqual(['done', 'done']);
  const diff = new DiffPage(page);
  await diff.open(parent, (await cells())[0]?.traceId ?? '');
  await diff.expectSelected(/^fork, changed, .*control same$/s);
  await expect(diff.rows).toContainText('Stay at home on Sunday');
  await expect(page.getByText(/^The control .* kept the course of A/)).toBeVisible();

  await page.getByRole('button', { name: 'Hide the control' }).click();
  await expect(diff.rows).not.toContainText('Stay at home on Sunday');
  await expect(page).toHaveURL(/[?&]control=false/);
  await page.getByRole('button', { name: 'Show the control' }).click();
  await expect(diff.rows).toContainText('Stay at home on Sunday');
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('one column: the fork in view, figures and details when asked for', async ({
    page,
    server,
  }) => {
    const { a, b } = await pairOf(server, parting);
    const diff = new DiffPage(page);
    await diff.open(a, b);
    await diff.expectSelected(fork);
    await expect(diff.selected).toBeInViewport();
    await expect(diff.verdict.getByText('Model calls')).toBeHidden();
    await diff.verdict.getByText('Figures').click();
    await expect(diff.verdict.getByText('Model calls')).toBeVisible();
    await diff.verdict.getByText('Figures').click();
    await page.getByRole('button', { name: 'Open details' }).click();
    await expect(page.getByRole('dialog', { name: 'Details' })).toContainText('send_mail');
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth),
    ).toBe(true);
  });
});
