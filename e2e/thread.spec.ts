import { allRows, apiOf, eventAt, importOne } from './support/api';
import { Composer } from './support/composer';
import { DiffPage } from './support/diff-page';
import { bytesOf, fixtures } from './support/fixtures';
import { RunDock } from './support/run-dock';
import { ShareDialog } from './support/share-dialog';
import { expect, test, watch } from './support/test';
import { TraceList } from './support/trace-list';
import { TracePage } from './support/trace-page';

test('the thread: upload, find the error, fork, edit, resume, diff, share, revoke', async ({
  page,
  browser,
  server,
}) => {
  const list = new TraceList(page);
  await list.open();
  await list.pick('Open files', fixtures.lostParcel);

  const trace = new TracePage(page);
  await trace.ready();
  const parent = trace.id();
  await expect(trace.selected).toContainText('closed');
  await trace.select(0);
  const rowsBefore = await allRows(server, parent);

  const composer = new Composer(page);
  await composer.open();
  await composer.replaceUserMessage('My parcel P-77 never came. Give me the money back.');
  await expect(composer.sheet).toContainText('Give me the money back.');
  await expect(composer.plan).toContainText('0 live');
  await composer.resume();

  // One call is answered by the recording, the other one waits for a person.
  const dock = new RunDock(page);
  await expect(dock.card('find_parcel')).toBeVisible();
  const branch = trace.id();
  expect(branch).not.toBe(parent);
  await expect(page).toHaveTitle(/needs you/);
  await dock.answer('find_parcel', 'It was found under the stairs.');
  await dock.expectState('done');
  const rows = await allRows(server, branch);
  const answers = rows.filter(({ kind }) => kind === 'tool-result');
  const events = await Promise.all(
    answers.slice(-2).map(({ seq }) => eventAt(server, branch, seq)),
  );
  expect(events.map((event) => 'provenance' in event && event.provenance?.by)).toEqual([
    'recording',
    'hand',
  ]);
  expect(rows.at(-1)?.summary).toContain('found under the stairs');
  expect(rows[1]?.kind).toBe('edit');
  expect(await allRows(server, parent)).toEqual(rowsBefore);

  await dock.diffWithParent();
  const diff = new DiffPage(page);
  await diff.ready();
  await expect(page.getByRole('main')).toContainText(/Diverged|goes on|apart/);
  await page.keyboard.press('k');
  await expect(page).toHaveURL(/[?&]at=/);
  const here = await diff.selectedLabel();
  expect(here).not.toBe('');

  const share = new ShareDialog(page);
  await share.open();
  const link = await share.createLink();
  expect(link).toMatch(/\/s\/rtk_share_[\w-]{22,}$/);

  const stranger = await browser.newContext();
  const trouble = watch(stranger);
  const theirs = await stranger.newPage();
  await theirs.goto(link);
  const shared = new DiffPage(theirs);
  await shared.ready();
  expect(await shared.selectedLabel()).toBe(here);
  await expect(theirs.getByRole('link', { name: 'All traces' })).toHaveCount(0);

  await share.revoke();
  const gone = await theirs.goto(link);
  const words = await theirs.getByRole('main').innerText();
  const unknown = await theirs.goto(link.replace(/rtk_share_.*/, `rtk_share_${'x'.repeat(43)}`));
  expect(await theirs.getByRole('main').innerText()).toBe(words);
  expect(words).toContain('does not open anything');
  expect(gone?.status()).toBe(404);
  expect(unknown?.status()).toBe(404);
  expect(trouble).toEqual([]);
  await stranger.close();
});

test('a reload while the run waits: still attached, nothing doubled', async ({ page, server }) => {
  const parent = await importOne(server, bytesOf('lostParcel'), 'lost-parcel.json');
  const trace = new TracePage(page);
  await trace.open(parent, '?e=0');
  const composer = new Composer(page);
  await composer.open();
  await composer.appendUserMessage('And be quick.');
  await composer.resume();
  const dock = new RunDock(page);
  await expect(dock.card('find_parcel')).toBeVisible();
  const branch = trace.id();
  const before = await allRows(server, branch);

  await page.reload();
  await expect(dock.card('find_parcel')).toBeVisible();
  await trace.expectEvents(before.length);
  await page.reload();
  await dock.answer('find_parcel', 'Under the stairs.');
  await dock.expectState('done');
  const rows = await allRows(server, branch);
  expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, at) => at));
  expect(rows.slice(0, before.length)).toEqual(before);
  await trace.expectEvents(rows.length);
  const { items } = await apiOf(server).traces.list({});
  expect(items).toHaveLength(2);
});

test('cancel keeps what came, and the branch can go on', async ({ page, server }) => {
  const parent = await importOne(server, bytesOf('lostParcel'), 'lost-parcel.json');
  const trace = new TracePage(page);
  await trace.open(parent, '?e=0');
  const composer = new Composer(page);
  await composer.open();
  await composer.appendUserMessage('And be quick.');
  await composer.resume();
  const dock = new RunDock(page);
  await expect(dock.card('find_parcel')).toBeVisible();
  const before = await allRows(server, trace.id());
  await dock.cancel();
  await dock.expectState('stopped');
  await expect(dock.dock).toContainText('kept');
  expect(await allRows(server, trace.id())).toEqual(before);

  await dock.dock.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Resume' }).click();
  await dock.answer('find_parcel', 'Under the stairs.');
  await dock.expectState('done');
});

test('while nothing differs the scripted model repeats the parent', async ({ page, server }) => {
  const parent = await importOne(server, bytesOf('weatherChat'), 'weather-chat.json');
  const trace = new TracePage(page);
  await trace.open(parent);
  const rows = await allRows(server, parent);
  const asked = rows.find(({ role }) => role === 'user')?.seq ?? 0;
  await trace.open(parent, `?e=${asked}`);
  const composer = new Composer(page);
  await composer.open();
  await composer.resume();
  await new RunDock(page).expectState('done');
  const branch = await allRows(server, trace.id());
  expect(branch.at(-1)?.summary).toBe(rows.at(-1)?.summary);
  const { firstDifference } = await apiOf(server).diffs.get({ a: parent, b: trace.id() });
  expect(firstDifference).toBeNull();
});

test('a fork can be saved without a run, and forked itself', async ({ page, server }) => {
  const parent = await importOne(server, bytesOf('lostParcel'), 'lost-parcel.json');
  const trace = new TracePage(page);
  await trace.open(parent, '?e=3');
  const composer = new Composer(page);
  await composer.open();
  await composer.writeSystemPrompt('You never send anything twice.');
  await composer.saveOnly();
  await expect(page).toHaveURL(new RegExp(`/t/(?!${parent})[0-9a-f]{32}`));
  await trace.ready();
  const child = trace.id();
  expect(await allRows(server, child)).toHaveLength(5);
  await expect(page.getByText('nothing has run on it yet')).toBeVisible();

  await composer.open();
  await composer.appendUserMessage('And tell me why.');
  await composer.saveOnly();
  await expect(page).not.toHaveURL(new RegExp(child));
  await trace.ready();
  const { rootId, nodes } = await apiOf(server).traces.lineage({ id: trace.id() });
  expect(rootId).toBe(parent);
  expect(nodes).toHaveLength(3);
  await page.goto(`/tree/${parent}`);
  await expect(page.getByRole('main')).toBeVisible();
});
