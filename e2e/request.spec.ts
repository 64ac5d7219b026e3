import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { startMockAnthropic } from '@/lib/resume/mock-anthropic.testing';
import { startMockGoogle } from '@/lib/resume/mock-google.testing';
import { startMockOpenaiChat } from '@/lib/resume/mock-openai-chat.testing';
import { startMockOpenaiResponses } from '@/lib/resume/mock-openai-responses.testing';
import { addEndpoint, apiOf, importOne } from './support/api';
import { bytesOf } from './support/fixtures';
import { expect, test } from './support/test';
import { TracePage } from './support/trace-page';

const panel = (page: Page) => page.getByRole('region', { name: 'Request', exact: true });
const shownText = (page: Page) =>
  page.getByRole('region', { name: 'Request as it would be sent' }).innerText();

const apis = [
  { api: 'openai-chat', name: 'OpenAI Chat Completions', start: startMockOpenaiChat },
  { api: 'openai-responses', name: 'OpenAI Responses', start: startMockOpenaiResponses },
  { api: 'anthropic', name: 'Anthropic Messages', start: startMockAnthropic },
  { api: 'google', name: 'Google Gemini', start: startMockGoogle },
] as const;

for (const { api, name, start } of apis)
  test(`${name}: what is shown without an endpoint is what a resume sends`, async ({
    page,
    server,
  }) => {
    const id = await importOne(server, bytesOf('weatherChat'), 'weather-chat.json');
    const trace = new TracePage(page);
    await trace.open(id, '?e=1&side=after&panel=request');
    await panel(page).getByLabel('API', { exact: true }).selectOption(api);
    await panel(page).getByLabel('Model', { exact: true }).fill('mock-large');
    await expect(panel(page).getByRole('table')).toBeVisible();
    await expect(page).toHaveURL(new RegExp(`api=${api}`));
    const wanted = { id, seq: 1, side: 'after', api, model: 'mock-large' } as const;
    const told = await apiOf(server).prepared.requestAt(wanted);
    const body = told.request?.body ?? '';
    await expect.poll(() => shownText(page)).toBe(JSON.stringify(JSON.parse(body), null, 2));

    const mock = await start([{ text: 'Fine.', usage: { input: 20, output: 5 } }]);
    try {
      const endpoint = await addEndpoint(server, {
        ...{ kind: api, url: mock.url, model: 'mock-large', key: 'sk-of-a-test' },
      });
      const branch = await apiOf(server).traces.fork({ id, seq: 1, side: 'after', edits: [] });
      await apiOf(server).runs.start({ traceId: branch.id, endpoint: { id: endpoint } });
      await expect.poll(() => mock.requests.length).toBeGreaterThan(0);
      expect(mock.requests[0]?.body).toBe(body);
    } finally {
      await mock.close();
    }

    for (const [look, words] of [
      ['curl', 'printf %s'],
      ['Python', 'os.environ['],
      ['TypeScript', 'process.env.'],
    ] as const) {
      await panel(page).getByRole('radio', { name: look }).check({ force: true });
      await expect.poll(() => shownText(page)).toContain(words);
    }
    await expect(panel(page).getByRole('button', { name: /^Copy/ })).toBeVisible();
  });

test('names what the trace does not record, and follows what is left out', async ({
  page,
  server,
}) => {
  const id = await importOne(server, bytesOf('codingAgent'), 'coding-agent.jsonl');
  const trace = new TracePage(page);
  await trace.open(id, '?e=9&panel=request');
  await expect(panel(page)).toContainText('Not captured:');
  await expect(panel(page)).toContainText('nothing was made up');
  const lines = panel(page).getByRole('table').getByRole('row');
  await expect.poll(() => lines.count()).toBeGreaterThan(3);
  const before = await lines.count();
  await page.goto(`/t/${id}?e=9&panel=request&x=4`);
  await trace.ready();
  await expect(panel(page)).toContainText('2 events left out: 1 message fewer, 1 shortened.');
  expect(await lines.count()).toBe(before - 1);
});

for (const colorScheme of ['light', 'dark'] as const)
  for (const viewport of [
    { width: 1440, height: 900 },
    { width: 390, height: 844 },
  ])
    test.describe(`${colorScheme}, ${viewport.width} px`, () => {
      test.use({ colorScheme, viewport });

      test('the request has no violation', async ({ page, server }) => {
        const id = await importOne(server, bytesOf('codingAgent'), 'coding-agent.jsonl');
        await new TracePage(page).open(id, '?e=9&panel=request');
        if (viewport.width < 900) await page.getByRole('tab', { name: 'Inspect' }).click();
        await expect(panel(page).getByRole('table')).toBeVisible();
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map(({ id: rule, nodes }) => `${rule} ${nodes[0]?.target}`)).toEqual([]);
      });
    });
