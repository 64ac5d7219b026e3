import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { addEndpoint, apiOf, importOne } from './support/api';
import { Composer } from './support/composer';
import { bytesOf } from './support/fixtures';
import { MockOpenai } from './support/mock-openai';
import { RunDock } from './support/run-dock';
import type { TestServer } from './support/server';
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

/** An executor of somebody's own, which writes down what it is asked. */
async function startExecutor(answers: (body: string) => Promise<string>) {
  const asked: { headers: Record<string, unknown>; body: string }[] = [];
  const http = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    asked.push({ headers: request.headers, body });
    const answer = await answers(body);
    response.setHeader('content-type', 'application/json').end(answer);
  }).listen(0, '127.0.0.1');
  await once(http, 'listening');
  // A TCP server that listens has an address of this kind.
  const { port } = http.address() as AddressInfo;
  const close = () => {
    http.closeAllConnections();
    http.close();
  };
  return { url: `http://127.0.0.1:${port}/tools`, asked, close };
}

/** Forks the chat after its question, against the mock; `more` is done in the composer. */
async function forkChat(
  page: Page,
  server: TestServer,
  model: MockOpenai,
  more: (composer: Composer) => Promise<void> = async () => {},
): Promise<TracePage> {
  await addEndpoint(server, { url: model.url, model: 'mock-large' });
  const id = await importOne(server, bytesOf('weatherChat'), 'weather-chat.json');
  const trace = new TracePage(page);
  await trace.open(id, '?e=1&side=after');
  const composer = new Composer(page);
  await composer.open();
  await composer.appendUserMessage('I have no umbrella.');
  await composer.chooseEndpoint('Mock');
  await composer.withoutControl();
  await more(composer);
  await composer.resume();
  return trace;
}

const weather = (day: string) => ({ name: 'weather', arguments: { day }, id: `call_${day}` });

test('a live call needs an executor, its leave for the tool, and a word for the call', async ({
  page,
  server,
  model,
}) => {
  const executor = await startExecutor(async () => '{"output":"Snow."}');
  try {
    await page.goto(`${server.url}/settings/tools`);
    await page.getByRole('button', { name: 'Add an executor' }).click();
    const form = page.getByRole('form', { name: 'New executor' });
    await form.getByLabel('Name').fill('Forecasts');
    await form.getByLabel('Address', { exact: true }).fill(executor.url);
    await form.getByRole('checkbox', { name: /^Allow an address/ }).check();
    await form.getByRole('button', { name: 'Save executor' }).click();
    const card = page.getByRole('listitem').filter({ hasText: 'Forecasts' });
    await card.getByLabel('Tool to allow, by its name').fill('weather');
    await card.getByRole('button', { name: 'Allow tool' }).click();
    await expect(card.getByRole('checkbox', { name: /Allow weather/ })).toBeChecked();

    model.reply({ calls: [weather('Sunday'), weather('Monday')] }, { text: 'Take skis.' });
    const trace = await forkChat(page, server, model, async ({ sheet, plan }) => {
      await sheet
        .getByLabel(/^Who answers weather/)
        .selectOption({ label: 'then live: Forecasts' });
      await expect(plan).toContainText('1 live');
    });
    const pending = page.getByRole('region', { name: 'Pending call of weather' });
    await expect(pending).toContainText('needs your leave');
    expect(executor.asked).toHaveLength(0);
    const shown = await pending.getByRole('region', { name: 'Request' }).textContent();
    await pending.getByRole('button', { name: 'Run it once' }).click();
    await new RunDock(page).expectState('done');

    expect(executor.asked).toHaveLength(1);
    const [asked] = executor.asked;
    expect(asked?.headers['x-retake-resume']).toBe('1');
    expect(asked?.headers['idempotency-key']).toBeTruthy();
    expect(shown).toContain(asked?.body);
    expect(JSON.parse(asked?.body ?? '')).toMatchObject({
      tool: 'weather',
      input: { day: 'Monday' },
    });
    await expect(trace.events).toContainText('Take skis.');
    // Sunday was recorded: nobody asked the world for it.
    expect(model.requests.at(-1)?.body).toContain('Rain all day, 9 degrees.');
    expect(model.requests.at(-1)?.body).toContain('Snow.');

    // The policy went with the branch, and goes with its forks.
    const api = apiOf(server);
    const fork = await api.traces.fork({ id: trace.id(), seq: 1, side: 'after', edits: [] });
    const { policy } = await api.traces.get({ id: fork.id });
    expect(policy.rules).toMatchObject([{ tool: 'weather', otherwise: { by: 'executor' } }]);
    expect(policy.approved).toEqual([]);
  } finally {
    executor.close();
  }
});

test('a call that was sent when the server died is not sent again', async ({
  page,
  server,
  model,
}) => {
  const executor = await startExecutor(() => new Promise(() => {}));
  try {
    const api = apiOf(server);
    const tool = { description: null, schema: null, allowed: true };
    const hints = { readOnly: null, destructive: null, idempotent: null, openWorld: null };
    const { id: executorId } = await api.executors.create({
      ...{ kind: 'http', name: 'Forecasts', url: executor.url, allowPrivate: true },
      tools: [{ ...tool, name: 'weather', hints }],
    });
    model.reply({ calls: [weather('Monday')] }, { text: 'Take skis.' });
    const trace = await forkChat(page, server, model, async ({ sheet }) => {
      await sheet
        .getByLabel(/^Who answers weather/)
        .selectOption({ label: 'then live: Forecasts' });
    });
    const pending = page.getByRole('region', { name: 'Pending call of weather' });
    await pending.getByRole('button', { name: 'Run it once' }).click();
    await expect.poll(() => executor.asked.length).toBe(1);
    await server.kill('SIGKILL');
    await server.restart();
    await page.reload();
    await trace.ready();
    const { run } = await apiOf(server).traces.get({ id: trace.id() });
    const told = await apiOf(server).runs.get({ id: run?.id ?? '' });
    if (told.status === 'interrupted') await apiOf(server).runs.continue({ id: told.id });
    await page.reload();
    await expect(pending).toContainText('It may have acted');
    expect(executor.asked).toHaveLength(1);
    await new RunDock(page).answer('weather', 'Snow, as the log of the service says.');
    await new RunDock(page).expectState('done');
    expect(executor.asked).toHaveLength(1);
    expect(executorId).toBeTruthy();
  } finally {
    executor.close();
  }
});

test('an MCP server over stdio, trusted, answers what only reads; the rest asks', async ({
  page,
  server,
  model,
}) => {
  const log = join(server.data, 'mcp.log');
  writeFileSync(
    join(server.data, 'retake.config.json'),
    JSON.stringify({
      mcpServers: {
        files: {
          command: process.execPath,
          args: [join(process.cwd(), 'e2e/support/mcp-server.mjs')],
          env: { MCP_LOG: log },
          cwd: process.cwd(),
        },
      },
    }),
  );
  await page.goto(`${server.url}/settings/tools`);
  const card = page.getByRole('listitem').filter({ hasText: 'from the configuration file' });
  await card.getByRole('button', { name: 'Read the tools of files' }).click();
  await card.getByRole('checkbox', { name: /Allow look/ }).check();
  await expect(card.getByRole('checkbox', { name: /Allow look/ })).toBeEnabled();
  await card.getByRole('checkbox', { name: /Allow act/ }).check();
  await expect(card.getByRole('checkbox', { name: /Allow act/ })).toBeEnabled();
  await card.getByRole('checkbox', { name: /^Believe what it says/ }).check();
  await expect(card.getByRole('checkbox', { name: /^Believe what it says/ })).toBeEnabled();

  const id = await importOne(server, bytesOf('weatherChat'), 'weather-chat.json');
  const endpoint = { id: await addEndpoint(server, { url: model.url, model: 'mock-large' }) };
  const live = (tool: string) => ({
    ...{ tool, recording: true, ignore: [] },
    otherwise: { by: 'executor' as const, executorId: 'config-files' },
  });
  const api = apiOf(server);
  const edits = [{ type: 'append-user' as const, text: 'Look it up.' }];
  const branch = await api.traces.fork({
    ...{ id, seq: 1, side: 'after', edits },
    policy: { rules: [live('look'), live('act')], approved: [] },
  });
  model.reply(
    {
      calls: [
        { name: 'look', arguments: { q: 'river' }, id: 'a' },
        { name: 'act', arguments: { q: 'boat' }, id: 'b' },
      ],
    },
    { text: 'Seen.' },
  );
  await api.runs.start({ traceId: branch.id, endpoint });
  const trace = new TracePage(page);
  await trace.open(branch.id);
  const pending = page.getByRole('region', { name: 'Pending call of act' });
  await expect(pending).toContainText('needs your leave');
  expect(readFileSync(log, 'utf8')).toContain('river');
  expect(readFileSync(log, 'utf8')).not.toContain('boat');
  await pending.getByRole('button', { name: 'Run it once' }).click();
  await new RunDock(page).expectState('done');
  expect(readFileSync(log, 'utf8').match(/boat/g)).toHaveLength(1);
  expect(model.requests.at(-1)?.body).toContain('found river');
  expect(model.requests.at(-1)?.body).toContain('did boat');
});

test('arguments that are no JSON wait for a person, who repairs them', async ({
  page,
  server,
  model,
}) => {
  const broken = { name: 'weather', arguments: '{"day": "Sunday"', id: 'call_a' };
  model.reply({ calls: [broken] }, { text: 'Stay at home.' });
  await forkChat(page, server, model);
  const pending = page.getByRole('region', { name: 'Pending call of weather' });
  await expect(pending).toContainText('{"day": "Sunday"');
  expect(model.requests).toHaveLength(1);
  await pending.getByRole('button', { name: 'Repair and continue' }).click();
  await new RunDock(page).expectState('done');
  // Repaired, the recording knows it.
  expect(model.requests.at(-1)?.body).toContain('Rain all day, 9 degrees.');
});

test('two pages see one pending call; one answer wins and the other is told', async ({
  page,
  context,
  server,
  model,
}) => {
  model.reply({ calls: [weather('Monday')] }, { text: 'Stay at home.', pieceMs: 300 });
  const trace = await forkChat(page, server, model);
  await new RunDock(page).expectState('needs you');
  const other = await context.newPage();
  await new TracePage(other).open(trace.id());
  const second = new RunDock(other);
  await second.expectState('needs you');
  await second.card('weather').getByRole('textbox', { name: 'Your answer' }).fill('Fog.');
  const { run } = await apiOf(server).traces.get({ id: trace.id() });
  const answer = (output: string) =>
    apiOf(server).runs.answer({ id: run?.id ?? '', callId: 'call_Monday', output });
  const results = await Promise.allSettled([answer('Dry.'), answer('Wet.')]);
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  await new RunDock(page).expectState('done');
  await second.expectState('done');
  expect(model.requests).toHaveLength(2);
});
