import type { Page } from '@playwright/test';
import { apiOf, importOne, share } from './support/api';
import { bytesOf } from './support/fixtures';
import { Scrubber } from './support/scrubber';
import type { TestServer } from './support/server';
import { test as base, expect } from './support/test';
import { TracePage } from './support/trace-page';

const test = base.extend({ baseURL: async ({ shared }, use) => use(shared.url) });

const day = Date.parse('2026-11-21T10:00:00Z');

/** A session whose messages came at these seconds. */
const session = (seconds: readonly number[]): string =>
  seconds
    .map((second, at) => {
      const role = at % 2 === 0 ? 'user' : 'assistant';
      const id = (nth: number) => `00000000-0000-4000-8000-00000000000${nth}`;
      return JSON.stringify({
        ...{ uuid: id(at), parentUuid: at === 0 ? null : id(at - 1), type: role },
        ...{ sessionId: '00000000-0000-4000-8000-0000000000ff', isSidechain: false },
        ...{ timestamp: new Date(day + second * 1000).toISOString(), cwd: '/home/ana' },
        ...{ version: '2.1.20', gitBranch: 'fix/refund' },
        message:
          role === 'user'
            ? { role, content: `question ${at}` }
            : {
                ...{ role, id: `msg_${at}`, type: 'message', model: 'm-1' },
                content: [{ type: 'text', text: `answer ${at}` }],
              },
      });
    })
    .join('\n');

/** Eight events: half a second between two, and ten minutes in the middle. */
const clocked = [0, 0.5, 1, 600, 600.5, 601, 601.5, 602];

async function open(page: Page, server: TestServer, query = '?e=0') {
  const id = await importOne(server, session(clocked), 'clocked.jsonl');
  const trace = new TracePage(page);
  await trace.open(id, query);
  const scrubber = new Scrubber(page);
  await expect(scrubber.place).toHaveText('#0 / 8');
  return { id, trace, scrubber };
}

test('it never begins by itself; keys, buttons and the range step through the events', async ({
  page,
  shared,
}) => {
  const { trace, scrubber } = await open(page, shared);
  await page.waitForTimeout(1500);
  await scrubber.expectAt(0);
  await expect(scrubber.button('Play')).toBeVisible();

  await trace.press('.', '.');
  await trace.expectSelected(2);
  await trace.press(',');
  await trace.expectSelected(1);
  await scrubber.button('Last event').click();
  await trace.expectSelected(7);
  await expect(scrubber.button('Step on')).toBeDisabled();
  await scrubber.button('First event').click();
  await scrubber.button('Step on').click();
  await trace.expectSelected(1);

  await scrubber.range.focus();
  await page.keyboard.press('ArrowRight');
  await trace.expectSelected(2);
  await page.keyboard.press('End');
  await trace.expectSelected(7);
  await expect(scrubber.range).toHaveAttribute(
    'aria-valuetext',
    /^event 7 of 8, model call m-1, \+/,
  );
  await expect(page).toHaveURL(/e=7/);
});

test('it plays at the pace of the recording, cuts the long pause, and stops at the end', async ({
  page,
  shared,
}) => {
  const { trace, scrubber } = await open(page, shared);
  await expect(scrubber.region.locator('[data-cut]')).toHaveCount(1);
  await page.keyboard.press('Space');
  await expect(scrubber.button('Pause')).toBeVisible();
  // Ten minutes of silence are a second.
  await trace.expectSelected(7);
  await expect(scrubber.button('Play')).toBeVisible();
  await expect(page).toHaveURL(/e=7/);
  // One step of the history: Back leads to where it began.
  await page.goBack();
  await trace.expectSelected(0);

  await scrubber.button(/^Cut long pauses/).click();
  await expect(scrubber.region.locator('[data-cut]')).toHaveCount(0);
});

test('pause keeps its place, and what is selected meanwhile is where it goes on', async ({
  page,
  shared,
}) => {
  // Two seconds each, so that a slow machine does not come to the end.
  const even = Array.from({ length: 10 }, (_, second) => second);
  const id = await importOne(shared, session(even), 'even.jsonl');
  const trace = new TracePage(page);
  await trace.open(id, '?e=0');
  const scrubber = new Scrubber(page);
  await scrubber.region.getByLabel('Speed').selectOption('0.5');
  await page.keyboard.press('Space');
  await trace.expectSelected(1);
  await page.keyboard.press('Space');
  const paused = await scrubber.seq();
  await page.waitForTimeout(1500);
  await scrubber.expectAt(paused);
  await page.keyboard.press('Space');
  await trace.row(5).click();
  await trace.expectSelected(6);
  await scrubber.button('Pause').click();
  expect(await scrubber.seq()).toBeGreaterThanOrEqual(6);
});

test('by event each is as long, and the address says so', async ({ page, shared }) => {
  const { trace, scrubber } = await open(page, shared);
  await scrubber.button(/^By clock/).click();
  await expect(page).toHaveURL(/by=event/);
  await expect(scrubber.range).toHaveAttribute('max', '7');
  await scrubber.drag(0.02, 0.6);
  await trace.expectSelected(4);
});

test('a stretch filters the list, loops, and goes with Escape', async ({ page, shared }) => {
  const { trace, scrubber } = await open(page, shared, '?e=0&by=event');
  await scrubber.drag(0.3, 0.55, { shift: true });
  await expect(page).toHaveURL(/t=2\.\.4/);
  await expect(scrubber.region.locator('[data-window]')).toBeVisible();
  await trace.expectEvents(3);

  await scrubber.region.getByLabel('Speed').selectOption('8');
  await scrubber.button('Loop the stretch').click();
  await scrubber.button('Play').click();
  const seen = new Set<number>();
  for (let at = 0; at < 20; at += 1) {
    seen.add(await scrubber.seq());
    await page.waitForTimeout(100);
  }
  seen.delete(0);
  expect([...seen].every((seq) => seq >= 2 && seq <= 4)).toBe(true);
  expect(seen.size).toBeGreaterThan(1);
  await scrubber.button('Pause').click();

  await page.keyboard.press('Escape');
  await expect(page).not.toHaveURL(/t=/);
  await trace.expectEvents(8);

  await trace.press('g', 'g');
  await scrubber.button('Step on').click();
  await scrubber.button('A stretch begins here').click();
  await scrubber.button('Step on').click();
  await scrubber.button('A stretch ends here').click();
  await expect(page).toHaveURL(/t=1\.\.2/);
});

test('a trace without clocks plays by event and says so', async ({ page, shared }) => {
  const id = await importOne(shared, bytesOf('weatherChat'), 'weather-chat.json');
  const trace = new TracePage(page);
  await trace.open(id, '?e=0');
  const scrubber = new Scrubber(page);
  await expect(scrubber.region.getByText('no clock: by event')).toBeVisible();
  const toggle = scrubber.button('This trace has no clock: it plays by event');
  await expect(toggle).toHaveAttribute('aria-disabled', 'true');
  await page.keyboard.press('Space');
  await trace.expectSelected(3);
});

test('a shared trace plays as well', async ({ page, shared }) => {
  const id = await importOne(shared, session([0, 1, 2, 3]), 'to-share.jsonl');
  const { url } = await share(shared, { kind: 'trace', traceId: id });
  await page.goto(url);
  const scrubber = new Scrubber(page);
  await expect(scrubber.place).toHaveText('#0 / 4');
  await scrubber.button('Play').click();
  await scrubber.expectAt(2);
});

test.describe('on a phone, where nothing may move', () => {
  test.use({ viewport: { width: 390, height: 844 }, contextOptions: { reducedMotion: 'reduce' } });

  test('it steps, and how to play is in a menu', async ({ page, shared }) => {
    const { trace, scrubber } = await open(page, shared);
    await scrubber.button('Play').click();
    await trace.expectSelected(2);
    const width = () => page.evaluate(() => document.documentElement.scrollWidth);
    expect(await width()).toBe(390);
    await scrubber.button('How to play').click();
    await page.getByRole('menuitemradio', { name: 'By event' }).click();
    await expect(page).toHaveURL(/by=event/);
  });
});

test('where a run came from stands in the list, and the latest is found by time', async ({
  page,
  server,
  context,
}) => {
  const early = await importOne(server, session([0, 1]), 'z-early.jsonl');
  const later = session([0, 1]).replaceAll('2026-11-21T10', '2026-11-21T11');
  const late = await importOne(server, later, 'a-late.jsonl');
  const api = apiOf(server);
  expect((await api.traces.latest()).id).toBe(late);
  expect((await api.traces.get({ id: early })).origin).toEqual({
    ...{ branch: 'fix/refund', version: '2.1.20' },
  });
  await page.goto(`${server.url}/t/latest`);
  await expect(page).toHaveURL(new RegExp(late));
  await context.clearCookies();
  await page.goto(server.url);
  await expect(page.getByRole('columnheader', { name: 'Branch' })).toBeVisible();
  await expect(page.getByRole('columnheader', { name: 'Commit' })).toBeHidden();
  await expect(page.getByRole('cell', { name: 'fix/refund' })).toHaveCount(2);
});
