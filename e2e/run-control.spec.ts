import { addEndpoint, allRows, apiOf, importOne } from './support/api';
import { Composer } from './support/composer';
import { bytesOf } from './support/fixtures';
import { MockOpenai } from './support/mock-openai';
import { RunDock } from './support/run-dock';
import { TestServer } from './support/server';
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

const sunday = { name: 'weather', arguments: { day: 'Sunday' }, id: 'call_a' };

/** A branch of the chat that nothing has run on, and an endpoint for it. */
async function branchOf(server: TestServer, model: MockOpenai) {
  const endpoint = { id: await addEndpoint(server, { url: model.url, model: 'mock-large' }) };
  const id = await importOne(server, bytesOf('weatherChat'), 'weather-chat.json');
  const edits = [{ type: 'append-user' as const, text: 'I have no umbrella.' }];
  const fork = () => apiOf(server).traces.fork({ id, seq: 1, side: 'after', edits });
  return { endpoint, fork, branch: (await fork()).id, parent: id };
}

test('pause stops after the step; continue goes on under the same run', async ({
  page,
  server,
  model,
}) => {
  const { branch, endpoint } = await branchOf(server, model);
  model.reply({ text: 'I look it up, slowly.', pieceMs: 400, calls: [sunday] }, { text: 'Stay.' });
  const run = await apiOf(server).runs.start({ traceId: branch, endpoint });
  await new TracePage(page).open(branch);
  await page.getByRole('button', { name: 'Pause after this step' }).click();
  const dock = new RunDock(page);
  await dock.expectState('paused');
  expect(model.requests).toHaveLength(1);
  await dock.dock.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Resume' }).click();
  await dock.expectState('done');
  expect(model.requests).toHaveLength(2);
  expect((await apiOf(server).runs.get({ id: run.id })).status).toBe('done');
});

test('a limit ends a run with its own reason, and a raised one lets it go on', async ({
  page,
  server,
  model,
}) => {
  const { branch, endpoint } = await branchOf(server, model);
  model.reply({ calls: [sunday], usage: { input: 900, output: 200 } }, { text: 'Stay.' });
  const limits = { maxSteps: 5, maxTokens: 1000 };
  await apiOf(server).runs.start({ traceId: branch, endpoint, limits });
  await new TracePage(page).open(branch);
  const dock = new RunDock(page);
  await dock.expectState('token limit reached');
  expect(model.requests).toHaveLength(1);
  await dock.dock.getByRole('button', { name: 'Continue' }).click();
  const dialog = page.getByRole('dialog');
  await dialog
    .getByLabel(/tokens/i)
    .first()
    .fill('100000');
  await dialog.getByRole('button', { name: 'Resume' }).click();
  await dock.expectState('done');
});

test('a deadline ends a stalled call, and what came is kept', async ({ page, server, model }) => {
  const { branch, endpoint } = await branchOf(server, model);
  model.reply({ text: 'Let me think', ending: 'stall' });
  const limits = { maxSteps: 5, maxSeconds: 1 };
  await apiOf(server).runs.start({ traceId: branch, endpoint, limits });
  await new TracePage(page).open(branch);
  await new RunDock(page).expectState('time limit reached');
  await model.requests[0]?.closed;
  const rows = await allRows(server, branch);
  expect(rows.find(({ summary }) => summary.includes('Let me think'))?.unfinished).toBe(true);
});

test('a conversation that is too long is trimmed and goes on', async ({ page, server, model }) => {
  const endpoint = { id: await addEndpoint(server, { url: model.url, model: 'mock-large' }) };
  const long = 'It rains, and it rains, and it rains again. '.repeat(400);
  const chat = [
    { role: 'user', content: 'What is the weather?' },
    { role: 'assistant', content: null, tool_calls: [call('one')] },
    { role: 'tool', tool_call_id: 'one', content: long },
    { role: 'assistant', content: 'Rain.' },
    { role: 'user', content: 'And tomorrow?' },
    { role: 'assistant', content: 'More rain.' },
  ];
  const id = await importOne(server, JSON.stringify(chat), 'rain.json');
  const edits = [{ type: 'append-user' as const, text: 'Is it dry anywhere?' }];
  const seq = (await allRows(server, id)).length - 1;
  const branch = await apiOf(server).traces.fork({ id, seq, side: 'after', edits });
  model.reply(
    { status: 400, code: 'context_length_exceeded', message: 'maximum context length is 4096' },
    { text: 'In the desert.' },
  );
  await apiOf(server).runs.start({ traceId: branch.id, endpoint });
  await new TracePage(page).open(branch.id);
  const ways = page.getByRole('region', { name: 'Ways to shorten it' });
  await ways.getByRole('button', { name: 'Trim and continue' }).first().click();
  await new RunDock(page).expectState('done');
  const [first, second] = model.requests;
  expect(second?.body.length).toBeLessThan(first?.body.length ?? 0);
  expect(second?.body).toContain('Is it dry anywhere?');
});

const call = (id: string) => ({
  ...{ id, type: 'function' },
  function: { name: 'weather', arguments: '{}' },
});

test('runs wait for a place, and one that is cancelled in the queue never asks', async ({
  model,
}) => {
  const server = await TestServer.start({ RETAKE_MAX_RUNS: '1' });
  try {
    const { fork, branch, endpoint } = await branchOf(server, model);
    const api = apiOf(server);
    model.reply({ text: 'Let me think', ending: 'stall' });
    const first = await api.runs.start({ traceId: branch, endpoint });
    const second = await api.runs.start({ traceId: (await fork()).id, endpoint });
    const third = await api.runs.start({ traceId: (await fork()).id, endpoint });
    expect(second.activity).toEqual({ type: 'queued', ahead: 0 });
    expect(third.activity).toEqual({ type: 'queued', ahead: 1 });
    await api.runs.cancel({ id: second.id });
    await api.runs.cancel({ id: first.id });
    await expect.poll(async () => (await api.runs.get({ id: third.id })).status).toBe('done');
    expect(model.requests).toHaveLength(2);
  } finally {
    await server.stop();
  }
});

test('an edited fork runs beside its control, repeated, in one table', async ({
  page,
  server,
  model,
}) => {
  const { parent } = await branchOf(server, model);
  const trace = new TracePage(page);
  await trace.open(parent, '?e=1&side=after');
  const composer = new Composer(page);
  await composer.open();
  await composer.appendUserMessage('I have no umbrella.');
  await composer.chooseEndpoint('Mock');
  await composer.sheet.getByLabel(/^Repeats/).fill('2');
  await composer.sheet.getByRole('button', { name: /^Resume 4 runs/ }).click();
  await expect(page).toHaveURL(/\/matrix\/[0-9a-f]{32}$/);
  await expect(page.getByText('4 of 4 ended').first()).toBeVisible({ timeout: 20_000 });
  expect(model.requests).toHaveLength(4);
  const bodies = model.requests.map(({ body }) => body.includes('I have no umbrella.'));
  expect(bodies.filter(Boolean)).toHaveLength(2);
  await expect(page.getByText(/^control/i).first()).toBeVisible();
  await page.getByRole('link', { name: /diff/i }).first().click();
  await expect(page).toHaveURL(/\/diff\?a=/);
});
