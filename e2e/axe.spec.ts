import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { apiOf, importOne, share } from './support/api';
import { Composer } from './support/composer';
import { DiffPage } from './support/diff-page';
import { bytesOf } from './support/fixtures';
import { QueryBar } from './support/query-bar';
import { RunDock } from './support/run-dock';
import { TestServer } from './support/server';
import { ShareDialog } from './support/share-dialog';
import { test as base, expect } from './support/test';
import { TraceList } from './support/trace-list';
import { TracePage } from './support/trace-page';

/** Everything that pages show, made once: they only read it. */
interface Stage {
  server: TestServer;
  empty: TestServer;
  locked: TestServer;
  parent: string;
  /** A branch whose run waits for an answer. */
  branch: string;
  share: string;
  diffShare: string;
  treeShare: string;
  /** It asks for a passphrase. */
  lockedShare: string;
}

const test = base.extend<object, { stage: Stage }>({
  stage: [
    async ({ shared: server }, use) => {
      const [empty, locked] = await Promise.all([
        TestServer.start(),
        TestServer.start({ RETAKE_PASSWORD: 'correct horse battery' }),
      ]);
      const api = apiOf(server);
      const parent = await importOne(server, bytesOf('lostParcel'), 'lost-parcel.json');
      await importOne(server, bytesOf('codingAgent'), 'coding-agent.jsonl');
      const edits = [{ type: 'append-user' as const, text: 'Give me the money back.' }];
      const { id: branch } = await api.traces.fork({ id: parent, seq: 0, side: 'after', edits });
      const run = await api.runs.start({ traceId: branch, endpoint: { id: 'scripted' } });
      await expect.poll(async () => (await api.runs.get({ id: run.id })).status).toBe('waiting');
      const one = await share(server, { kind: 'trace', traceId: parent });
      const two = await share(server, { kind: 'diff', a: parent, b: branch });
      const three = await share(server, { kind: 'tree', root: parent });
      const four = await share(
        server,
        { kind: 'trace', traceId: parent },
        { passphrase: 'correct horse' },
      );
      await use({
        ...{ server, empty, locked, parent, branch },
        ...{ share: one.url, diffShare: two.url, treeShare: three.url, lockedShare: four.url },
      });
      await Promise.all([empty.stop(), locked.stop()]);
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ stage }, use) => use(stage.server.url),
});

/** One line for each violation: the rule, and where it is broken. */
async function expectNoViolation(page: Page, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`),
  );
  expect.soft(found, where).toEqual([]);
}

const sizes = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];

for (const colorScheme of ['light', 'dark'] as const)
  for (const viewport of sizes)
    test.describe(`${colorScheme}, ${viewport.width} px`, () => {
      test.use({ colorScheme, viewport });
      const wide = viewport.width > 900;

      test('lists and login', async ({ page, stage }) => {
        await page.goto(stage.empty.url);
        await expect(new TraceList(page).firstRun()).toBeVisible();
        await expect(page.getByRole('button', { name: /^Hostile/ })).toBeVisible();
        await expectNoViolation(page, 'first run');
        await new TraceList(page).open();
        await expectNoViolation(page, 'list');
        await page.goto('/?q=parcel');
        await expect(page.locator('a[data-hit]').first()).toBeVisible();
        await expectNoViolation(page, 'list, searched');
        await page.goto('/search?q=parcel');
        await expect(page.locator('a[data-hit]').first()).toBeVisible();
        await expectNoViolation(page, 'search');
        await page.goto('/search?q=nobodysaidthis');
        await expect(page.getByText('No event holds this')).toBeVisible();
        await expectNoViolation(page, 'search without a hit');
        await page.goto(`${stage.locked.url}/login`);
        await expect(page.getByLabel('Password')).toBeVisible();
        await expectNoViolation(page, 'login');
        await page.goto('/no/such/page');
        await expectNoViolation(page, 'not found');
      });

      test('a trace and its composer', async ({ page, stage }) => {
        const trace = new TracePage(page);
        await trace.open(stage.parent);
        await expectNoViolation(page, 'transcript');
        if (!wide) await page.getByRole('tab', { name: 'Inspect' }).click();
        for (const tab of ['Messages', 'Event', 'Raw'] as const) {
          await trace.show(tab);
          await expect(page.getByRole('tabpanel').last()).not.toBeEmpty();
          await expectNoViolation(page, tab);
        }
        await page.goto(`/t/${stage.parent}?view=lines`);
        await trace.ready();
        await expectNoViolation(page, 'lines');
        const bar = new QueryBar(page);
        for (const mode of ['highlight', 'filter']) {
          await page.goto(`/t/${stage.parent}?q=is:error&mode=${mode}&e=0`);
          await expect(bar.count).toContainText('of');
          await expectNoViolation(page, `query, ${mode}`);
        }
        await bar.ask('tol:x kind:tool-call');
        await expect(bar.mistake.locator('mark')).toBeVisible();
        await expectNoViolation(page, 'query with a mistake');
        await bar.ask('kind:tool-call kind:edit');
        await expect(page.getByText(/events match$/)).toBeVisible();
        await expectNoViolation(page, 'query without a match');
        await bar.input.fill('to');
        await expect(bar.options.first()).toBeVisible();
        await expectNoViolation(page, 'completions');
        await bar.input.press('Escape');
        await bar.input.fill('');
        await bar.input.press('Escape');
        // Letters typed into a field are no keys.
        await trace.open(stage.parent);
        const composer = new Composer(page);
        await composer.open();
        await composer.replaceUserMessage('Where is it?');
        await expectNoViolation(page, 'composer');
        await page.keyboard.press('Escape');
        await trace.press('?');
        await expectNoViolation(page, 'keys');
      });

      test('a run that waits, diff, lineage', async ({ page, stage }) => {
        await page.goto(`/t/${stage.branch}`);
        await expect(new RunDock(page).card('find_parcel')).toBeVisible();
        await expectNoViolation(page, 'run');
        await page.goto(`/diff?a=${stage.parent}&b=${stage.branch}`);
        await new DiffPage(page).ready();
        await expectNoViolation(page, 'diff');
        const dialog = new ShareDialog(page);
        await dialog.open();
        await expectNoViolation(page, 'share dialog');
        await dialog.look();
        await expectNoViolation(page, 'share dialog, looked through');
        await page.goto(`/tree/${stage.parent}`);
        await expect(page.getByRole('main')).toBeVisible();
        await expectNoViolation(page, 'lineage');
        for (const path of ['/settings/endpoints', '/settings/tools']) {
          await page.goto(path);
          await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
          await expectNoViolation(page, path);
        }
        await page.getByRole('button', { name: 'Add an executor' }).click();
        await expectNoViolation(page, 'executor form');
      });

      test('what a link opens', async ({ page, stage }) => {
        await page.goto(stage.share);
        await new TracePage(page).ready();
        await expectNoViolation(page, 'shared trace');
        await page.goto(stage.diffShare);
        await new DiffPage(page).ready();
        await expectNoViolation(page, 'shared diff');
        await page.goto(stage.treeShare);
        await expect(page.getByRole('heading', { level: 1 })).toContainText('Lineage of');
        await expectNoViolation(page, 'shared tree');
        await page.goto(stage.lockedShare);
        await expect(page.getByLabel('Passphrase')).toBeVisible();
        await expectNoViolation(page, 'locked share');
        await page.goto(`/s/rtk_share_${'x'.repeat(43)}`);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await expectNoViolation(page, 'no share');
      });
    });
