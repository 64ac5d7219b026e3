import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addEndpoint, allRows, apiOf, importOne } from './support/api';
import { forkChat, test, weather } from './support/chat-run';
import { mcpServerFile, startExecutor, startMcp } from './support/executor';
import { bytesOf } from './support/fixtures';
import { RunDock } from './support/run-dock';
import { expect } from './support/test';
import { TracePage } from './support/trace-page';

const unsaid = { readOnly: null, destructive: null, idempotent: null, openWorld: null };

/** Recorded first, then this executor. */
const liveRule = (tool: string, executorId: string) => ({
  ...{ tool, recording: true, ignore: [] },
  otherwise: { by: 'executor' as const, executorId },
});

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
    const trace = await forkChat(page, server, model, {
      more: async ({ sheet, plan }) => {
        await sheet
          .getByLabel(/^Who answers weather/)
          .selectOption({ label: 'then live: Forecasts' });
        await expect(plan).toContainText('1 live');
      },
    });
    const pending = page.getByRole('region', { name: /^Pending call of weather/ });
    await expect(pending).toContainText('needs your leave');
    expect(executor.asked).toHaveLength(0);
    const shown = await pending.getByRole('region', { name: /^Request/ }).textContent();
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
    await expect(trace.events).toContainText('http Forecasts');
    await expect(trace.events).toContainText('rec #4');
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
    await api.executors.create({
      ...{ kind: 'http', name: 'Forecasts', url: executor.url, allowPrivate: true },
      tools: [{ ...tool, name: 'weather', hints: unsaid }],
    });
    model.reply({ calls: [weather('Monday')] }, { text: 'Take skis.' });
    const trace = await forkChat(page, server, model, {
      more: async ({ sheet }) => {
        await sheet
          .getByLabel(/^Who answers weather/)
          .selectOption({ label: 'then live: Forecasts' });
      },
    });
    const pending = page.getByRole('region', { name: /^Pending call of weather/ });
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
          args: [mcpServerFile],
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
  const api = apiOf(server);
  const edits = [{ type: 'append-user' as const, text: 'Look it up.' }];
  const branch = await api.traces.fork({
    ...{ id, seq: 1, side: 'after', edits },
    policy: {
      rules: [liveRule('look', 'config-files'), liveRule('act', 'config-files')],
      approved: [],
    },
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
  const pending = page.getByRole('region', { name: /^Pending call of act/ });
  await expect(pending).toContainText('needs your leave');
  expect(readFileSync(log, 'utf8')).toContain('river');
  expect(readFileSync(log, 'utf8')).not.toContain('boat');
  await pending.getByRole('button', { name: 'Run it once' }).click();
  await new RunDock(page).expectState('done');
  expect(readFileSync(log, 'utf8').match(/boat/g)).toHaveLength(1);
  expect(model.requests.at(-1)?.body).toContain('found river');
  expect(model.requests.at(-1)?.body).toContain('did boat');
  await expect(trace.events).toContainText('mcp files');
});

test('arguments that are no JSON wait for a person, who repairs them', async ({
  page,
  server,
  model,
}) => {
  const broken = { name: 'weather', arguments: '{"day": "Sunday"', id: 'call_a' };
  model.reply({ calls: [broken] }, { text: 'Stay at home.' });
  await forkChat(page, server, model);
  const pending = page.getByRole('region', { name: /^Pending call of weather/ });
  await expect(pending).toContainText('{"day": "Sunday"');
  expect(model.requests).toHaveLength(1);
  await pending.getByRole('button', { name: 'Repair and continue' }).click();
  await new RunDock(page).expectState('done');
  // Repaired, the recording knows it.
  expect(model.requests.at(-1)?.body).toContain('Rain all day, 9 degrees.');
});

test('without leave for the tool, or without a rule that names it, nobody is asked', async ({
  server,
  model,
}) => {
  const executor = await startExecutor(async () => '{"output":"Snow."}');
  try {
    const api = apiOf(server);
    const endpoint = { id: await addEndpoint(server, { url: model.url, model: 'mock-large' }) };
    const id = await importOne(server, bytesOf('weatherChat'), 'weather-chat.json');
    const tool = { name: 'weather', description: null, schema: null, hints: unsaid };
    const { id: executorId } = await api.executors.create({
      ...{ kind: 'http', name: 'Forecasts', url: executor.url, allowPrivate: true },
      tools: [{ ...tool, allowed: false }],
    });
    const waiting = async (rules: ReturnType<typeof liveRule>[]) => {
      const edits = [{ type: 'append-user' as const, text: 'And on Monday?' }];
      const policy = { rules, approved: [] };
      const branch = await api.traces.fork({ id, seq: 1, side: 'after', edits, policy });
      model.reply({ calls: [weather('Monday')] });
      const run = await api.runs.start({ traceId: branch.id, endpoint });
      const told = () => api.runs.get({ id: run.id });
      await expect.poll(async () => (await told()).status).toBe('waiting');
      return (await told()).pending;
    };
    expect(await waiting([liveRule('weather', executorId)])).toMatchObject([
      { state: 'needs-you', approval: null },
    ]);
    await api.executors.update({ id: executorId, tools: [{ ...tool, allowed: true }] });
    expect(await waiting([])).toMatchObject([{ state: 'needs-you' }]);
    expect(await waiting([liveRule('weather', executorId)])).toMatchObject([{ state: 'approval' }]);
    expect(executor.asked).toHaveLength(0);
  } finally {
    executor.close();
  }
});

test('an MCP server over HTTP: read-only and trusted by itself, the rest denied on the card', async ({
  page,
  server,
  model,
}) => {
  const log = join(server.data, 'mcp.log');
  const token = 'token-of-the-mcp-test';
  const mcp = await startMcp({ log, token });
  try {
    await page.goto(`${server.url}/settings/tools`);
    await page.getByRole('button', { name: 'Add an executor' }).click();
    const form = page.getByRole('form', { name: 'New executor' });
    await form.getByRole('radio', { name: 'MCP over HTTP' }).check({ force: true });
    await form.getByLabel('Name').fill('Notes');
    await form.getByLabel('Address', { exact: true }).fill(mcp.url);
    await form.getByRole('checkbox', { name: /^Allow an address/ }).check();
    await form.getByLabel('Key', { exact: true }).fill(token);
    await form.getByRole('button', { name: 'Save executor' }).click();
    const card = page.getByRole('listitem').filter({ hasText: 'key stored' });
    await card.getByRole('button', { name: 'Read the tools of Notes' }).click();
    await card.getByRole('checkbox', { name: /Allow look/ }).check();
    await card.getByRole('checkbox', { name: /Allow act/ }).check();
    await card.getByRole('checkbox', { name: /^Believe what it says/ }).check();
    const api = apiOf(server);
    const notes = async () =>
      (await api.executors.list()).items.find(({ name }) => name === 'Notes');
    await expect.poll(async () => (await notes())?.trusted).toBe(true);
    const executorId = (await notes())?.id ?? '';

    const endpoint = { id: await addEndpoint(server, { url: model.url, model: 'mock-large' }) };
    const id = await importOne(server, bytesOf('weatherChat'), 'weather-chat.json');
    const branch = await api.traces.fork({
      ...{ id, seq: 1, side: 'after', edits: [{ type: 'append-user', text: 'Look it up.' }] },
      policy: { rules: [liveRule('look', executorId), liveRule('act', executorId)], approved: [] },
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
    const pending = page.getByRole('region', { name: /^Pending call of act/ });
    await expect(pending).toContainText('needs your leave');
    await expect(pending).not.toContainText(token);
    await pending.getByRole('button', { name: 'Deny' }).click();
    await new RunDock(page).expectState('done');
    await expect(trace.events).toContainText('mcp Notes');
    const logged = readFileSync(log, 'utf8');
    expect(logged).toContain('["http","POST","1"]');
    expect(logged.match(/"look",\{"q":"river"\}/g)).toHaveLength(1);
    expect(logged).not.toContain('boat');
    expect(model.requests.at(-1)?.body).toContain('found river');
    expect(model.requests.at(-1)?.body).toContain('did not allow this call');
  } finally {
    mcp.close();
  }
});

test('two pages on one pending call: one answer wins, the other is told and sees what came', async ({
  page,
  context,
  server,
  model,
}) => {
  model.reply({ calls: [weather('Monday')] }, { text: 'Stay at home.', pieceMs: 300 });
  const trace = await forkChat(page, server, model);
  const first = new RunDock(page);
  await first.expectState('needs you');
  const other = await context.newPage();
  const otherTrace = new TracePage(other);
  await otherTrace.open(trace.id());
  const second = new RunDock(other);
  await second.expectState('needs you');
  // The slower of two people: on its way while the other answers.
  let letGo = () => {};
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await other.route(/\/answers$/, async (route) => {
    await gate;
    await route.continue();
  });
  const late = other.waitForResponse(/\/answers$/);
  await second.card('weather').getByRole('textbox', { name: 'Your answer' }).fill('Wet.');
  await second
    .card('weather')
    .getByRole('button', { name: /^Answer/ })
    .click();
  await first.answer('weather', 'Dry.');
  letGo();
  expect((await late).status()).toBe(409);
  await expect(other.getByText(/does not wait for an answer any more/)).toBeAttached();
  await first.expectState('done');
  await second.expectState('done');
  await expect(otherTrace.events).toContainText('Stay at home.');
  expect(model.requests).toHaveLength(2);
  expect(model.requests.at(-1)?.body).toContain('Dry.');
  const answers = (await allRows(server, trace.id())).filter(({ kind }) => kind === 'tool-result');
  expect(answers).toHaveLength(1);
});
