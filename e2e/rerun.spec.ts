import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { addEndpoint, apiOf, importOne } from './support/api';
import { bytesOf } from './support/fixtures';
import { MockOpenai } from './support/mock-openai';
import { RunDock } from './support/run-dock';
import { test as base, expect } from './support/test';
import { TracePage } from './support/trace-page';

const test = base.extend<{ model: MockOpenai }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a fixture needs off this pattern.
  model: async ({}, use) => {
    const model = await MockOpenai.start();
    await use(model);
    await model.stop();
  },
});

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id} ${nodes.map(({ target }) => target)}`)).toEqual(
    [],
  );
}

const sunday = { name: 'weather', arguments: { day: 'Sunday' }, id: 'call_a' };

test('a task is run again with another model and a hint, and its answers are compared', async ({
  page,
  server,
  model,
}) => {
  await addEndpoint(server, { url: model.url, model: 'mock-large' });
  const parent = await importOne(server, bytesOf('weatherChat'), 'weather-chat.json');
  model.reply({ calls: [sunday] }, { text: 'Stay at home, it rains.' });

  const trace = new TracePage(page);
  await trace.open(parent);
  await trace.choose('Re-run the task');
  const dialog = page.getByRole('dialog', { name: 'Re-run the task' });
  await expect(dialog.getByText('Where shall I walk on Sunday?')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Hint' }).fill('read the weather twice');
  await dialog.getByRole('radio', { name: /Mock/ }).check();
  await expect(dialog.getByText('Nothing is called live.')).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Run the task' }).click();

  await expect(trace.title).toHaveText('weather-chat.json · re-run with mock-large');
  const dock = new RunDock(page);
  await dock.expectState('done');
  const sent = JSON.parse(model.requests[0]?.body ?? '{}');
  expect(sent.model).toBe('mock-large');
  expect(sent.messages.at(-1)).toEqual({
    role: 'user',
    content: 'Where shall I walk on Sunday?\n\nReplay hint:\nread the weather twice',
  });

  await expect(dock.dock.getByText('Re-run result')).toBeVisible();
  const diff = dock.dock.getByRole('region', { name: 'Unified diff of the final answers' });
  await expect(diff.getByText('-Walk along the river, it is sunny.')).toBeVisible();
  await expect(diff.getByText('+Stay at home, it rains.')).toBeVisible();
  await expectAccessible(page);
  const result = await apiOf(server).reruns.result({ id: trace.id() });
  expect(result.diff).toBe(
    '--- original\n+++ replay\n@@ -1 +1 @@\n-Walk along the river, it is sunny.\n+Stay at home, it rains.',
  );
  await dock.dock.getByRole('link', { name: 'Open the full diff' }).click();
  await expect(page).toHaveURL(/\/diff\?a=/);
});

test('the same in one call of the API', async ({ server, model }) => {
  const id = await addEndpoint(server, { url: model.url, model: 'mock-large' });
  const parent = await importOne(server, bytesOf('weatherChat'), 'weather-chat.json');
  model.reply({ text: 'Walk along the river, it is sunny.' });
  const api = apiOf(server);
  const { traceId, run } = await api.reruns.start({ id: parent, endpoint: { id } });
  await expect.poll(async () => (await api.runs.get({ id: run.id })).status).toBe('done');
  const result = await api.reruns.result({ id: traceId });
  expect(result).toMatchObject({ isRerun: true, status: 'done', diff: '' });
  await expect(api.reruns.result({ id: parent })).rejects.toMatchObject({ status: 400 });
});

test('a trace without a prompt says why it cannot be run again', async ({ page, server }) => {
  const log = JSON.stringify([{ role: 'assistant', content: 'Nobody asked me.' }]);
  const id = await importOne(server, log, 'silent.json');
  const trace = new TracePage(page);
  await trace.open(id);
  await trace.choose('Re-run the task');
  const dialog = page.getByRole('dialog', { name: 'Re-run the task' });
  await expect(dialog.getByText('This trace records no prompt to run again.')).toBeVisible();
});
