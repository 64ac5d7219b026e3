import type { BrowserContext, Page } from '@playwright/test';
import { allRows, apiOf, importOne, share } from './support/api';
import { DiffPage } from './support/diff-page';
import { rawRequest } from './support/raw-request';
import { ShareDialog } from './support/share-dialog';
import { expect, test, watch } from './support/test';
import { TracePage } from './support/trace-page';

// Put together, so that nobody who looks through this repository takes them for real ones.
const token = `ghp_${'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8'}`;
const other = `ghp_${'z9Y8x7W6v5U4t3S2r1Q0p9O8n7M6l5K4j3I2'}`;
const town = 'Trondheim';
const later = 'The lighthouse is green.';

const chat = JSON.stringify([
  { role: 'user', content: `Deploy it from ${town} with ${token}.` },
  {
    role: 'assistant',
    content: null,
    tool_calls: [
      {
        ...{ id: 'call_1', type: 'function' },
        function: { name: 'deploy', arguments: JSON.stringify({ token, from: town }) },
      },
    ],
  },
  { role: 'tool', tool_call_id: 'call_1', content: `Logged in with ${token}, from ${town}.` },
  { role: 'assistant', content: `Done with ${other}. ${later}` },
]);

/** Somebody else's browser: all that it is answered is kept. */
async function reader(
  newContext: () => Promise<BrowserContext>,
): Promise<{ page: Page; answers: () => Promise<string>; close: () => Promise<void> }> {
  const context = await newContext();
  const trouble = watch(context);
  const bodies: Promise<string>[] = [];
  context.on('response', (response) => {
    const headers = JSON.stringify(response.headers());
    bodies.push(
      response.text().then(
        (text) => `${response.url()}\n${headers}\n${text}`,
        () => headers,
      ),
    );
  });
  return {
    page: await context.newPage(),
    answers: async () => (await Promise.all(bodies)).join('\n'),
    close: async () => {
      await context.close();
      expect(trouble).toEqual([]);
    },
  };
}

/** Looks at every event from all sides. */
async function readAll(page: Page): Promise<string> {
  const trace = new TracePage(page);
  await trace.ready();
  const seen: string[] = [];
  const rows = Number(await trace.events.getAttribute('aria-rowcount'));
  for (let seq = 0; seq < rows; seq += 1) {
    await trace.select(seq);
    for (const tab of ['Event', 'Raw', 'Messages'] as const) {
      await trace.show(tab);
      seen.push(await page.getByRole('main').innerText());
    }
  }
  return seen.join('\n');
}

test('secrets have to be looked at first, and what is masked is nowhere', async ({
  page,
  browser,
  server,
}) => {
  const id = await importOne(server, chat, 'deploy.json');
  await new TracePage(page).open(id);
  const dialog = new ShareDialog(page);
  await dialog.open();
  await expect(dialog.create).toHaveAttribute('aria-disabled', 'true');
  await expect(dialog.create).toHaveAccessibleDescription('Look for secrets first.');
  await dialog.create.focus();
  await page.keyboard.press('Enter');
  expect((await apiOf(server).shares.list({ traceId: id })).items).toHaveLength(0);

  await dialog.look();
  await expect(dialog.findings.getByRole('checkbox', { name: /^Mask ghp_/ })).toHaveCount(2);
  await expect(dialog.findings.getByRole('checkbox', { name: /^Mask all/ })).toBeChecked();
  await dialog.findings.locator('summary').first().click();
  await expect(dialog.findings).toContainText('tool result');
  await dialog.maskText(town);
  await expect(dialog.secrets.getByRole('list', { name: 'Texts to mask' })).toContainText(
    '4 places',
  );
  const link = await dialog.createLink();

  const theirs = await reader(() => browser.newContext());
  await theirs.page.goto(link);
  const seen = await readAll(theirs.page);
  await expect(theirs.page.getByRole('region', { name: 'About this share' })).toContainText(
    'Attachments and raw bytes left out, 3 values masked.',
  );
  const answers = await theirs.answers();
  expect(answers).toContain('Logged in with');
  for (const text of [token, other, town, id]) {
    expect(answers).not.toContain(text);
    expect(seen).not.toContain(text);
  }
  await expect(theirs.page.locator('a[href^="/"]:not([href^="/s/"])')).toHaveCount(0);
  await theirs.close();

  const file = await dialog.download();
  expect(file.name).toMatch(/\.html$/);
  expect(file.text).toContain('Logged in with');
  for (const text of [token, other, town]) expect(file.text).not.toContain(text);
});

test('a value that is not masked is shared as it is', async ({ page, browser, server }) => {
  const id = await importOne(server, chat, 'deploy.json');
  await new TracePage(page).open(id);
  const dialog = new ShareDialog(page);
  await dialog.open();
  await dialog.look();
  await dialog.findings.getByRole('checkbox', { name: /^Mask all/ }).click();
  await expect(dialog.findings).toContainText('not masked');
  const link = await dialog.createLink();
  const theirs = await reader(() => browser.newContext());
  await theirs.page.goto(link);
  expect(await readAll(theirs.page)).toContain(token);
  await theirs.close();
});

test('reasoning and tool results that are left out are said to be', async ({ browser, server }) => {
  const id = await importOne(server, chat, 'deploy.json');
  const { url } = await share(
    server,
    { kind: 'trace', traceId: id },
    { include: { toolResults: false } },
  );
  const theirs = await reader(() => browser.newContext());
  await theirs.page.goto(url);
  expect(await readAll(theirs.page)).toContain('left out by whoever shared this');
  expect(await theirs.answers()).not.toContain('Logged in with');
  await theirs.close();
});

test('a moment shows nothing of what came after it', async ({ page, browser, server }) => {
  const id = await importOne(server, chat, 'deploy.json');
  await new TracePage(page).open(id, '?e=1');
  const dialog = new ShareDialog(page);
  await dialog.open();
  await dialog.choose(/^This moment, event #1/);
  const link = await dialog.createLink();
  const theirs = await reader(() => browser.newContext());
  await theirs.page.goto(link);
  const trace = new TracePage(theirs.page);
  await trace.ready();
  await trace.expectSelected(1);
  await trace.expectEvents(2);
  await readAll(theirs.page);
  expect(await theirs.answers()).not.toMatch(/lighthouse|Logged in with/);
  const { pathname } = new URL(link);
  expect((await fetch(`${server.url}/api${pathname}/a/events/1`)).status).toBe(200);
  expect((await fetch(`${server.url}/api${pathname}/a/events/2`)).status).toBe(404);
  await theirs.close();
});

test('a passphrase is asked for, and says nothing before', async ({ page, browser, server }) => {
  const id = await importOne(server, chat, 'deploy.json');
  await new TracePage(page).open(id);
  const dialog = new ShareDialog(page);
  await dialog.open();
  await dialog.look();
  await dialog.passphrase('short');
  await expect(dialog.create).toHaveAccessibleDescription(/at least 8 characters/);
  await dialog.passphrase('correct horse');
  const link = await dialog.createLink();

  const theirs = await reader(() => browser.newContext());
  await theirs.page.goto(link);
  await expect(theirs.page).toHaveTitle(/^Shared/);
  const field = theirs.page.getByLabel('Passphrase');
  await field.fill('battery staple');
  await theirs.page.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(theirs.page.getByRole('main').getByRole('alert')).toContainText(
    'not the passphrase',
  );
  expect(await theirs.answers()).not.toContain('Deploy it');
  await field.fill('correct horse');
  await theirs.page.getByRole('button', { name: 'Open', exact: true }).click();
  await new TracePage(theirs.page).ready();
  await theirs.page.reload();
  await new TracePage(theirs.page).ready();
  await theirs.close();
});

test('after its views a link opens for nobody new', async ({ browser, server }) => {
  const id = await importOne(server, chat, 'deploy.json');
  const { url } = await share(server, { kind: 'trace', traceId: id }, { maxViews: 1 });
  const [first, second] = [
    await reader(() => browser.newContext()),
    await reader(() => browser.newContext()),
  ];
  await first.page.goto(url);
  await new TracePage(first.page).ready();
  await second.page.goto(url);
  await expect(second.page.getByRole('main')).toContainText('does not open anything');
  expect(await second.answers()).not.toContain('Deploy it');
  await first.page.reload();
  await new TracePage(first.page).ready();
  const [one] = (await apiOf(server).shares.list({ traceId: id })).items;
  expect(one).toMatchObject({ views: 1, maxViews: 1 });
  expect(one?.lastViewedAt).not.toBeNull();
  await first.close();
  await second.close();
});

test('revoking ends a link at once, for who has it open as well', async ({
  page,
  browser,
  server,
}) => {
  const id = await importOne(server, chat, 'deploy.json');
  await new TracePage(page).open(id);
  const dialog = new ShareDialog(page);
  await dialog.open();
  const link = await dialog.createLink();
  const theirs = await reader(() => browser.newContext());
  await theirs.page.goto(link);
  await new TracePage(theirs.page).ready();
  await dialog.revoke();
  const path = `${server.url}/api${new URL(link).pathname}`;
  for (const more of ['', '/a/outline', '/a/events/0', '/a/messages?ranges=0-1'])
    expect((await fetch(path + more)).status, more).toBe(404);
  expect((await theirs.page.reload())?.status()).toBe(404);
  await expect(theirs.page.getByRole('main')).toContainText('does not open anything');
  await theirs.close();
});

test('a tree: each trace opens, any two are compared, nothing grows', async ({
  page,
  browser,
  server,
}) => {
  const id = await importOne(server, chat, 'deploy.json');
  const edits = [{ type: 'append-user' as const, text: 'And be quick.' }];
  const fork = () => apiOf(server).traces.fork({ id, seq: 0, side: 'after', edits });
  const { id: branch } = await fork();
  await new TracePage(page).open(id);
  const dialog = new ShareDialog(page);
  await dialog.open();
  await dialog.choose('This trace and its branches');
  const link = await dialog.createLink();
  await fork();

  const theirs = await reader(() => browser.newContext());
  await theirs.page.goto(link);
  const list = theirs.page.getByRole('main');
  const diffs = list.getByRole('link', { name: 'Diff with parent' }).filter({ visible: true });
  await expect(diffs).toHaveCount(1);
  await diffs.click();
  await new DiffPage(theirs.page).ready();
  await theirs.page.getByRole('link', { name: 'All of this share' }).click();
  await expect(diffs).toHaveCount(1);
  await list.getByRole('rowheader').last().getByRole('link').first().click();
  const trace = new TracePage(theirs.page);
  await trace.ready();
  await trace.expectEvents((await allRows(server, branch)).length);
  const answers = await theirs.answers();
  for (const text of [id, branch]) expect(answers).not.toContain(text);
  await theirs.close();
});

test('what changed since it was looked through is looked through again', async ({
  page,
  server,
}) => {
  const id = await importOne(server, chat, 'deploy.json');
  await new TracePage(page).open(id);
  const dialog = new ShareDialog(page);
  await dialog.open();
  await dialog.choose('This trace and its branches');
  await dialog.look();
  const first = dialog.findings.getByRole('checkbox', { name: /^Mask ghp_/ }).first();
  await first.uncheck();
  const fresh = `ghp_${'q1W2e3R4t5Y6u7I8o9P0a1S2d3F4g5H6j7K8'}`;
  const edits = [{ type: 'append-user' as const, text: `Take ${fresh}.` }];
  await apiOf(server).traces.fork({ id, seq: 0, side: 'after', edits });
  await dialog.create.click();
  await expect(dialog.secrets).toContainText('has changed since you looked');
  await expect(dialog.secrets.getByRole('heading', { name: 'Secrets' })).toBeFocused();
  await expect(dialog.findings.getByText('new', { exact: true })).toHaveCount(1);
  await expect(dialog.findings.getByRole('checkbox', { name: /new$/ })).toBeChecked();
  await expect(first).not.toBeChecked();
  expect(await dialog.createLink()).toContain('/s/rtk_share_');
});

test('a preview says what it is; nobody keeps, lists or passes on its address', async ({
  server,
}) => {
  const id = await importOne(server, chat, 'deploy.json');
  const { url } = await share(server, { kind: 'trace', traceId: id });
  const { pathname } = new URL(url);
  const { status, headers, body } = await rawRequest(server, pathname);
  expect(status).toBe(200);
  expect(body).toMatch(/<meta property="og:title" content="deploy[^"]*"/);
  expect(body).toMatch(/<meta property="og:description" content="\d+ events[^"]*"/);
  expect(body).toMatch(/<meta name="robots" content="noindex, nofollow"/);
  const body2 = await rawRequest(server, `/api${pathname}`);
  for (const answer of [headers, body2.headers]) {
    expect(answer['cache-control']).toContain('no-store');
    expect(answer['referrer-policy']).toBe('no-referrer');
    expect(answer['x-robots-tag']).toContain('noindex');
  }
});

test('a link opens at the event and the panel it was made at', async ({
  page,
  browser,
  server,
}) => {
  const id = await importOne(server, chat, 'deploy.json');
  await new TracePage(page).open(id, '?e=2&panel=event');
  const dialog = new ShareDialog(page);
  await dialog.open();
  const link = await dialog.createLink();
  const theirs = await reader(() => browser.newContext());
  await theirs.page.goto(link);
  const trace = new TracePage(theirs.page);
  await trace.ready();
  await trace.expectSelected(2);
  await expect(theirs.page.getByRole('tab', { name: 'Event', selected: true })).toBeVisible();
  await theirs.close();
});
