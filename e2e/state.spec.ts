import AxeBuilder from '@axe-core/playwright';
import { importOne } from './support/api';
import { bytesOf } from './support/fixtures';
import { StatePanel } from './support/state-panel';
import { expect, test } from './support/test';
import { TracePage } from './support/trace-page';

test('state at any moment: what changed, tombstones, time, history, audit trail', async ({
  page,
  server,
}) => {
  const id = await importOne(server, bytesOf('researchCanvas'), 'research-canvas.jsonl');
  const trace = new TracePage(page);
  const panel = new StatePanel(page);

  // The event that wrote two keys.
  await panel.open(id, 8);
  await expect(panel.changed).toContainText('draft');
  await expect(panel.changed).toContainText('Sea otter facts');
  await expect(panel.entry('sources')).toContainText('changed here');
  await expect(panel.entry('topic')).toContainText('sea otters');
  await expect(panel.entry('topic')).toContainText('written at #4 by main');
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

  // Before it they were not there, after the delete one is struck through.
  await trace.select(2);
  await expect(panel.entry('draft')).toHaveCount(0);
  await trace.select(18);
  await expect(panel.entry('topic').locator('del')).toHaveText('topic');
  await expect(panel.entry('topic')).toContainText('deleted at #18');
  await panel.find('dra');
  await expect(panel.entry('draft')).toBeVisible();
  await expect(panel.entry('topic')).toHaveCount(0);
  await panel.find('');

  // A time is the last event that had begun by then.
  await panel.goTo('+2.1s');
  await trace.expectSelected(8);
  await panel.goTo('tomorrow');
  await expect(page.getByText('Write +9m41s')).toBeVisible();
  await panel.goTo('2026-09-21 14:13:20');
  await trace.expectSelected(2);

  const history = await panel.historyOf('topic');
  await expect(history.getByRole('listitem')).toHaveCount(3);
  await history.getByRole('button', { name: '#4' }).click();
  await trace.expectSelected(4);
  await history.getByRole('button', { name: 'All keys' }).click();

  await panel.showAudit();
  await expect(panel.audit.getByRole('listitem')).toHaveCount(7);
  const lines = (await panel.exported('NDJSON')).trimEnd().split('\n');
  const list: unknown = JSON.parse(await panel.exported('JSON'));
  expect(lines.map((line): unknown => JSON.parse(line))).toEqual(list);
});

test('keys of several agents in one transaction stay apart', async ({ page, server }) => {
  const id = await importOne(server, bytesOf('serverLog'), 'server-log.jsonl');
  const panel = new StatePanel(page);
  await panel.open(id, 1);
  await expect(panel.entry('k', 'writer').locator('del')).toBeVisible();
  await expect(panel.entry('k', 'planner')).toHaveCount(2);
  await panel.showAudit();
  await expect(panel.audit.getByText('other agent')).toHaveCount(1);

  const text = await fetch(
    `${server.url}/api/traces/${id}/audit?mode=statehouse&agent=writer&format=text`,
  ).then((response) => response.text());
  expect(text.split('\n').filter(Boolean)).toHaveLength(4);
});

test('a run that broke off says where it stopped, and forks there', async ({ page, server }) => {
  const id = await importOne(server, bytesOf('brokenStream'), 'broken-off.sse');
  const trace = new TracePage(page);
  await trace.open(id);
  const notice = page.getByRole('region', { name: 'Last completed step' });
  await expect(notice).toContainText('Stopped after #4');
  await expect(notice).toContainText('1 tool call without an answer');
  await notice.getByRole('button', { name: 'Go there' }).click();
  await trace.expectSelected(4);
  await notice.getByRole('button', { name: 'Fork from here' }).click();
  await expect(page).toHaveURL(/[?&]fork=1/);
  await expect(page).toHaveURL(/[?&]side=after/);
});

test('a trace without state says so', async ({ page, server }) => {
  const id = await importOne(server, bytesOf('lostParcel'), 'lost-parcel.json');
  await page.goto(`/t/${id}?panel=state`);
  await expect(page.getByText('This trace records no state')).toBeVisible();
});
