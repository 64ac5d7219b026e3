import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { z } from 'zod';
import { addEndpoint, allRows, apiOf, importOne } from './support/api';
import { Composer } from './support/composer';
import { bytesOf } from './support/fixtures';
import { MockOpenai } from './support/mock-openai';
import { RunDock } from './support/run-dock';
import type { TestServer } from './support/server';
import { storedValue } from './support/stored';
import { test as base, expect } from './support/test';
import { TracePage } from './support/trace-page';

const key = 'sk-e2e-0123456789-must-never-be-stored';

const test = base.extend<{ model: MockOpenai }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a fixture needs off this pattern.
  model: async ({}, use) => {
    const model = await MockOpenai.start();
    await use(model);
    await model.stop();
  },
});

const bodySchema = z.looseObject({
  model: z.string(),
  stream: z.boolean(),
  messages: z.array(z.looseObject({ role: z.string(), content: z.unknown() })),
});

const sentBodies = (model: MockOpenai) =>
  model.requests.map(({ body }) => bodySchema.parse(JSON.parse(body)));

/** Forks the chat after its question and lets it run on against the mock. */
async function resumeChat(page: Page, server: TestServer, model: MockOpenai): Promise<TracePage> {
  await addEndpoint(server, { url: model.url, model: 'mock-large', key });
  const id = await importOne(server, bytesOf('weatherChat'), 'weather-chat.json');
  const rows = await allRows(server, id);
  const trace = new TracePage(page);
  await trace.open(id, `?e=${rows.find(({ role }) => role === 'user')?.seq}&side=after`);
  const composer = new Composer(page);
  await composer.open();
  await composer.appendUserMessage('I have no umbrella.');
  await composer.chooseEndpoint('Mock');
  await composer.withoutControl();
  await composer.resume();
  await expect(page).not.toHaveURL(new RegExp(id));
  return trace;
}

test('a real endpoint streams text and tool calls; exactly what was shown is sent', async ({
  page,
  server,
  model,
}) => {
  const monday = { name: 'weather', arguments: { day: 'Monday' }, id: 'call_b' };
  model.reply(
    {
      text: 'I look up both days.',
      calls: [{ name: 'weather', arguments: { day: 'Sunday' }, id: 'call_a' }, monday],
    },
    { text: 'Stay at home on Sunday.', pieceMs: 5 },
  );
  const trace = await resumeChat(page, server, model);
  const dock = new RunDock(page);
  await dock.answer('weather', 'Dry and bright.');
  await dock.expectState('done');

  const [first, second] = sentBodies(model);
  expect(model.requests).toHaveLength(2);
  expect(first).toMatchObject({ model: 'mock-large', stream: true });
  expect(first?.messages).toMatchObject([
    { role: 'system', content: 'You plan walks. Look up the weather before you answer.' },
    { role: 'user', content: 'Where shall I walk on Sunday?' },
    { role: 'user', content: 'I have no umbrella.' },
  ]);
  expect(second?.messages.slice(3)).toMatchObject([
    { role: 'assistant', tool_calls: [{ id: 'call_a' }, { id: 'call_b' }] },
    { role: 'tool', tool_call_id: 'call_a', content: 'Rain all day, 9 degrees.' },
    { role: 'tool', tool_call_id: 'call_b', content: 'Dry and bright.' },
  ]);
  expect(model.requests[0]?.headers.authorization).toBe(`Bearer ${key}`);
  for (const [at, { body }] of model.requests.entries()) {
    const query = `SELECT "request" FROM "Exchange" ORDER BY "step" LIMIT 1 OFFSET ${at}`;
    expect(String(storedValue(server, query))).toContain(JSON.stringify(body).slice(1, -1));
  }
  const rows = await allRows(server, trace.id());
  expect(rows.at(-1)).toMatchObject({ kind: 'model-call', inputTokens: 11, outputTokens: 7 });
  await expect(trace.events).toContainText('Stay at home on Sunday.');
});

const failures = [
  {
    name: 'too many requests',
    reply: { status: 429, message: 'slow down', headers: { 'retry-after': '90' } },
    says: [/429/, /slow down/, /Continue in \d+ s/],
  },
  {
    name: 'a key that is not accepted',
    reply: { status: 401, message: `Incorrect API key provided: ${key}` },
    says: [/did not accept the key \(401\)/, /Check the key/],
  },
  {
    name: 'a model that is not there',
    reply: { status: 404, message: 'no such model' },
    says: [/404/, /name of the model/],
  },
  {
    name: 'a server that fails and quotes the key',
    reply: { status: 500, message: `out of order for ${key}` },
    says: [/500/, /out of order/, /again/],
    // The endpoint answered before anything came: it is asked again, twice.
    asked: 3,
  },
  {
    name: 'a stream that is cut',
    reply: { text: 'It will rain, so take', ending: 'cut' as const },
    says: [/middle/, /again/],
    kept: 'It will rain, so take',
  },
  {
    name: 'a stream that ends without a word',
    reply: { text: 'It will rain, so take', ending: 'end' as const },
    says: [/middle/, /again/],
    kept: 'It will rain, so take',
  },
];

for (const { name, reply, says, kept, asked = 1 } of failures)
  test(`${name}: the cause, what was kept and the next step are shown`, async ({
    page,
    server,
    model,
  }) => {
    model.reply(...Array.from({ length: asked }, () => reply));
    const trace = await resumeChat(page, server, model);
    const dock = new RunDock(page);
    // The run's own word: below it stand the final answers of both sides.
    const failed = dock.dock.getByText('failed', { exact: true }).first();
    await expect(failed).toBeVisible({ timeout: 20_000 });
    for (const words of says) await expect(dock.dock).toContainText(words);
    expect(model.requests).toHaveLength(asked);
    const rows = await allRows(server, trace.id());
    expect(rows.some(({ error }) => error)).toBe(true);
    if (kept) {
      expect(rows.some(({ summary }) => summary.includes(kept))).toBe(true);
      await expect(dock.dock).toContainText('kept');
    }
    await expectNoKey(server);

    // Nothing is lost: the branch goes on from there.
    model.reply({ text: 'Now it works.' });
    const { run } = await apiOf(server).traces.get({ id: trace.id() });
    await apiOf(server).runs.continue({ id: run?.id ?? '' });
    await expect
      .poll(async () => (await allRows(server, trace.id())).at(-1)?.summary)
      .toContain('Now it works.');
    // What broke off is not sent as if it had been said.
    if (kept) expect(model.requests.at(-1)?.body).not.toContain(kept);
  });

test('a stalled reply: reload attaches again, cancel closes the connection and keeps the words', async ({
  page,
  server,
  model,
}) => {
  model.reply({ text: 'Let me think about the river', ending: 'stall' });
  const trace = await resumeChat(page, server, model);
  const dock = new RunDock(page);
  await expect(dock.reply).toContainText('about the river');
  await page.reload();
  await expect(dock.reply).toContainText('about the river');
  expect(model.requests).toHaveLength(1);

  await dock.cancel();
  await dock.expectState('stopped');
  await expect(dock.dock).toContainText('kept');
  await model.requests[0]?.closed;
  const rows = await allRows(server, trace.id());
  expect(rows.filter(({ summary }) => summary.includes('about the river'))).toHaveLength(1);
  expect(rows.find(({ summary }) => summary.includes('about the river'))?.unfinished).toBe(true);
});

test('an address on this machine is refused until a person allows it', async ({
  page,
  server,
  model,
}) => {
  const id = await importOne(server, bytesOf('weatherChat'), 'weather-chat.json');
  const trace = new TracePage(page);
  await trace.open(id, '?e=1&side=after');
  const composer = new Composer(page);
  await composer.open();
  await composer.sheet.getByRole('button', { name: 'Add an endpoint' }).click();
  const form = composer.sheet.getByRole('form', { name: 'New endpoint' });
  await form.getByLabel('Name').fill('Mine');
  await form.getByLabel('Base URL').fill(model.url);
  await form.getByLabel('Default model').fill('mock-large');
  const allowed = form.getByRole('checkbox', { name: /^Allow an address on this machine/ });
  await allowed.uncheck();
  await form.getByRole('button', { name: 'Save endpoint' }).click();
  await expect(form.getByRole('alert').last()).toContainText(/private|machine|loopback/i);
  await allowed.check();
  await form.getByRole('button', { name: 'Save endpoint' }).click();
  await expect(composer.sheet.getByRole('radio', { name: /^Mine/ })).toBeChecked();
  expect(model.requests).toHaveLength(0);
});

test('a typed key is in no answer, no log and no file', async ({ page, server, model }) => {
  const answers: Promise<string>[] = [];
  page.on('response', (response) => answers.push(response.text().catch(() => '')));
  model.reply({ text: 'All is well.' });
  const trace = await resumeChat(page, server, model);
  await new RunDock(page).expectState('done');
  await trace.show('Event');
  await page.reload();
  await trace.ready();
  expect(model.requests[0]?.headers.authorization).toContain(key);
  expect(await page.content()).not.toContain(key);
  for (const text of await Promise.all(answers)) expect(text).not.toContain(key);
  expect(JSON.stringify(await apiOf(server).traces.get({ id: trace.id() }))).not.toContain(key);
  await expectNoKey(server);
  await server.kill('SIGTERM');
  await expectNoKey(server);
});

/** Not in what the server wrote to its log, nor in any file of its data folder. */
async function expectNoKey(server: TestServer): Promise<void> {
  expect(server.output).not.toContain(key);
  const files = readdirSync(server.data, {
    recursive: true,
    encoding: 'utf8',
    withFileTypes: true,
  });
  const named = files.filter((file) => file.isFile());
  expect(named.length).toBeGreaterThan(0);
  for (const file of named)
    expect(readFileSync(join(file.parentPath, file.name)).includes(key), file.name).toBe(false);
}
