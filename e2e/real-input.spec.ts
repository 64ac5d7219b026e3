import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { generateOtlp } from '@/bench/generate-otlp';
import { generateRun } from '@/bench/generate-run';
import { allRows, apiOf, importOne, upload } from './support/api';
import { bytesOf, fixtures } from './support/fixtures';
import { spooledFiles, storedCounts, storedValue } from './support/stored';
import { expect, test } from './support/test';
import { TraceList } from './support/trace-list';
import { TracePage } from './support/trace-page';

test.describe('bringing a trace', () => {
  test('a Claude Code session with its sub-agent, as a folder', async ({ page, server }) => {
    const list = new TraceList(page);
    await list.open();
    await list.pick('Open a folder', fixtures.sessionFolder);
    const trace = new TracePage(page);
    await trace.ready();
    const {
      lanes,
      upload: bytes,
      formatTitle,
    } = await apiOf(server).traces.get({ id: trace.id() });
    expect(formatTitle).toContain('Claude Code');
    expect(lanes.map(({ name }) => name)).toContain('Find logging');
    expect(lanes.length).toBe(3);
    expect(bytes?.files.length).toBe(3);
    await expect(trace.outline.getByText('Lanes')).toBeVisible();
  });

  test('by dropping it anywhere', async ({ page }) => {
    const list = new TraceList(page);
    await list.open();
    await list.drop('dropped.json', bytesOf('weatherChat').toString());
    await new TracePage(page).ready();
    await expect(page).toHaveURL(/\/t\/[0-9a-f]{32}/);
  });

  test('by pasting its text', async ({ page }) => {
    const list = new TraceList(page);
    await list.open();
    await list.paste(bytesOf('weatherChat').toString());
    await new TracePage(page).ready();
  });

  test('a refused file says why and what to do', async ({ page }) => {
    const list = new TraceList(page);
    await list.open();
    await list.drop('login.html', '<!doctype html><title>Sign in</title>');
    const alert = list.tray.getByRole('alert');
    await expect(alert).toContainText('web page');
    await expect(alert).toContainText('sign in, download again');
    await expect(list.firstRun()).toBeVisible();
  });

  test('the same bytes again are already here, and open', async ({ page, server }) => {
    const id = await importOne(server, bytesOf('weatherChat'), 'weather-chat.json');
    const list = new TraceList(page);
    await list.open();
    await list.pick('Open files', fixtures.weatherChat);
    await expect(list.tray).toContainText('already here');
    await list.tray.getByRole('button', { name: /^Open/ }).click();
    const trace = new TracePage(page);
    await trace.ready();
    expect(trace.id()).toBe(id);
    expect((await apiOf(server).traces.list({})).total).toBe(1);
  });

  test('several traces in one file: pick which', async ({ page, server }) => {
    const list = new TraceList(page);
    await list.open();
    await list.pick('Open files', fixtures.twoSessions);
    const boxes = list.tray.getByRole('checkbox');
    await expect(boxes).toHaveCount(2);
    await boxes.first().uncheck();
    await list.tray.getByRole('button', { name: 'Import 1' }).click();
    await new TracePage(page).ready();
    expect((await apiOf(server).traces.list({})).total).toBe(1);
  });

  test('a sample, from the first-run page', async ({ page }) => {
    const list = new TraceList(page);
    await list.open();
    await page.getByRole('button', { name: /^Coding agent/ }).click();
    await new TracePage(page).ready();
  });
});

test('by program: raw, as a form, put under its name, gzipped', async ({ server }) => {
  const { url } = server;
  const api = apiOf(server);
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(bytesOf('weatherChat'))]), 'weather-chat.json');
  const formed = await upload(server, form);
  expect(formed.status).toBe(201);
  const [trace] = formed.state?.traces ?? [];
  expect((await api.traces.get({ id: trace?.id ?? '' })).upload?.name).toBe('weather-chat.json');

  // `curl -T lost-parcel.json …/api/traces/`
  const put = await fetch(`${url}/api/traces/lost-parcel.json`, {
    method: 'PUT',
    body: new Uint8Array(bytesOf('lostParcel')),
  });
  expect(put.status).toBe(201);
  const { status, state } = await upload(server, bytesOf('lostParcel'), { name: 'again.json' });
  expect([status, state?.phase]).toEqual([200, 'duplicate']);

  const zipped = await upload(server, gzipSync(bytesOf('codingAgent')), { name: 'run.jsonl.gz' });
  expect(zipped.state?.phase).toBe('done');
  expect((await api.traces.list({})).total).toBe(3);
});

test('an import that is cancelled leaves nothing', async ({ server }) => {
  const before = storedCounts(server);
  const big = generateRun({ events: 20_000, seed: 9 });
  const { state } = await upload(server, big, { name: 'big.jsonl', wait: '0' });
  const { phase } = await apiOf(server).imports.cancel({ id: state?.id ?? '' });
  expect(phase).toBe('cancelled');
  expect(storedCounts(server)).toEqual(before);
  expect(spooledFiles(server)).toEqual([]);
});

for (const agentSpans of [true, false])
  test(`OTLP: 8 agents at the same time, ${agentSpans ? 'with' : 'without'} spans of their own`, async ({
    shared: server,
  }) => {
    const shape = { agents: 8, calls: 60, agentSpans, clockInSystemPrompt: true, seed: 5 };
    const id = await importOne(server, generateOtlp(shape), 'agents.otlp.json');
    const { totals, format } = await apiOf(server).traces.get({ id });
    expect(format).toBe('otlp');
    expect(totals.byKind['model-call']).toBe(480);
    // Each call repeats its whole history, and each message is stored once: 60 replies and 59 results and a prompt.
    const stored = storedValue(server, `SELECT count(*) FROM "Message" WHERE "traceId" = '${id}'`);
    expect(stored).toBe(8 * 120);
  });

test('what is exported is imported as the identical trace', async ({ page, server }) => {
  const id = await importOne(server, bytesOf('codingAgent'), 'coding-agent.jsonl');
  const trace = new TracePage(page);
  await trace.open(id);
  const { name, bytes } = await trace.download('Export');
  expect(name).toMatch(/\.retake\.jsonl$/);
  const { state } = await upload(server, bytes, { name });
  const again = state?.traces[0]?.id ?? '';
  expect(again).not.toBe(id);
  expect(await allRows(server, again)).toEqual(await allRows(server, id));
  const api = apiOf(server);
  const [one, two] = await Promise.all([api.traces.get({ id }), api.traces.get({ id: again })]);
  expect(two.totals).toEqual(one.totals);
  // Where a record stands in the export is another matter than where it stood in the upload.
  const words = ({ notes }: typeof one) => notes.map(({ records: _, ...note }) => note);
  expect(words(two)).toEqual(words(one));
  const { contentIdentical } = await api.diffs.get({ a: id, b: again });
  expect(contentIdentical).toBe(true);
});

test('the original is downloaded byte for byte', async ({ page, server }) => {
  const id = await importOne(server, bytesOf('lostParcel'), 'lost-parcel.json');
  const trace = new TracePage(page);
  await trace.open(id);
  const { name, bytes } = await trace.download('Download the original');
  expect(name).toBe('lost-parcel.json');
  expect(bytes.equals(readFileSync(fixtures.lostParcel))).toBe(true);
});

test('rename, re-read, import report', async ({ page, server }) => {
  const id = await importOne(server, bytesOf('lostParcel'), 'lost-parcel.json');
  const trace = new TracePage(page);
  await trace.open(id);
  await trace.rename('The lost parcel');
  await page.reload();
  await expect(trace.title).toHaveText('The lost parcel');

  await trace.choose('Import report');
  const report = page.getByRole('dialog', { name: 'Import report' });
  await expect(report).toContainText('shipit_agent');
  await expect(report).toContainText('certain');
  await expect(report).toContainText('system prompt');
  await page.keyboard.press('Escape');

  await trace.choose('Re-read or change format');
  await page.getByRole('button', { name: 'Read it' }).click();
  await expect.poll(() => trace.id()).not.toBe(id);
  await trace.ready();
  expect(await allRows(server, trace.id())).toEqual(await allRows(server, id));
});

test('a failed run opens at its first error, and keys walk from there', async ({
  page,
  server,
}) => {
  const id = await importOne(server, bytesOf('lostParcel'), 'lost-parcel.json');
  const rows = await allRows(server, id);
  const errors = rows.filter(({ error }) => error).map(({ seq }) => seq);
  const [first = -1, second = -1] = errors;
  const trace = new TracePage(page);
  await trace.open(id);
  await trace.expectSelected(first);
  await expect(trace.selected).toContainText(/closed|send_again/);

  await trace.press('k');
  await trace.expectSelected(first - 1);
  await trace.press('j', 'j');
  await trace.expectSelected(first + 1);
  await trace.press('g', 'g');
  await trace.expectSelected(0);
  await trace.press('e');
  await trace.expectSelected(first);
  await trace.press('e');
  await trace.expectSelected(second);
  await trace.press('E');
  await trace.expectSelected(first);

  await trace.press('?');
  const help = page.getByRole('dialog', { name: 'Keys' });
  await expect(help).toContainText('Next error');
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();
});

test('the selection is in the address and survives a reload', async ({ page, server }) => {
  const id = await importOne(server, bytesOf('codingAgent'), 'coding-agent.jsonl');
  const trace = new TracePage(page);
  await trace.open(id);
  await trace.select(3);
  await expect(page).toHaveURL(/[?&]e=3\b/);
  await trace.show('Event');
  await expect(page).toHaveURL(/panel=event/);
  await page.reload();
  await trace.expectSelected(3);
  await expect(page.getByRole('tab', { name: 'Event', selected: true })).toBeVisible();
  await trace.show('Raw');
  await expect(page.getByRole('tabpanel')).toContainText('bytes');
});

test('find reaches what is not drawn', async ({ page, server }) => {
  const id = await importOne(server, bytesOf('lostParcel'), 'lost-parcel.json');
  const trace = new TracePage(page);
  await trace.open(id);
  await trace.press('/');
  await expect(trace.find).toBeFocused();
  await trace.find.fill('depot of leipzig');
  await expect(trace.findCount).toContainText(/^\d+ of \d+/);
  await trace.press('Enter');
  const { seqs } = await apiOf(server).traces.find({ id, q: 'depot of leipzig' });
  expect(seqs.length).toBeGreaterThan(0);
  await expect(page).toHaveURL(/q=depot/);
  await expect(page).toHaveURL(new RegExp(`[?&]e=${seqs.find((seq) => seq > 6) ?? seqs[0]}\\b`));
  await trace.find.fill('no such words anywhere');
  await expect(trace.findCount).toContainText(/^0 of \d+/);
});

test('delete takes a trace away, undo brings it back', async ({ page, server }) => {
  const id = await importOne(server, bytesOf('weatherChat'), 'weather-chat.json');
  const { name } = await apiOf(server).traces.get({ id });
  const list = new TraceList(page);
  await list.open();
  await list.delete(name);
  await expect(list.rows).toHaveCount(0);
  await list.undo();
  await expect(list.row(name)).toBeVisible();
  await list.openTrace(name);
  await new TracePage(page).ready();
});

test('the list searches by name and sorts', async ({ page, server }) => {
  await importOne(server, bytesOf('weatherChat'), 'weather-chat.json');
  await importOne(server, bytesOf('lostParcel'), 'lost-parcel.json');
  const list = new TraceList(page);
  await list.open();
  await expect(list.rows).toHaveCount(2);
  await list.search.fill('parcel');
  await expect(list.rows).toHaveCount(1);
  await expect(page).toHaveURL(/q=parcel/);
  await list.search.fill('nothing has this name');
  await expect(page.getByText('No trace has this name')).toBeVisible();
  await list.search.fill('');
  await page.getByRole('button', { name: 'Events' }).click();
  await expect(page.getByRole('columnheader', { name: 'Events' })).toHaveAttribute(
    'aria-sort',
    /./,
  );
});
