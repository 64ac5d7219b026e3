import { forkChat, test, weather } from './support/chat-run';
import type { Composer } from './support/composer';
import { RunDock } from './support/run-dock';
import { expect } from './support/test';

/** Answers of the policy that nobody waits for. The recording goes first, and knows Sunday alone. */
const answerers = [
  {
    name: 'a fixed value',
    choose: async ({ sheet }: Composer) => {
      await sheet.getByLabel(/^Who answers weather/).selectOption({ label: 'then a fixed value' });
      await sheet.getByRole('textbox', { name: 'Fixed value of weather' }).fill('Fog, as always.');
    },
    said: 'Fog, as always.',
    badge: 'fixed value',
  },
  {
    name: 'deny',
    choose: async ({ sheet }: Composer) => {
      await sheet.getByLabel(/^Who answers weather/).selectOption({ label: 'then deny' });
    },
    said: /not (allowed|run|answered)|denied/i,
    badge: 'denied',
  },
];

for (const { name, choose, said, badge } of answerers)
  test(`${name} answers what the recording does not, and says so`, async ({
    page,
    server,
    model,
  }) => {
    model.reply({ calls: [weather('Sunday'), weather('Monday')] }, { text: 'Stay at home.' });
    const trace = await forkChat(page, server, model, { more: choose });
    await new RunDock(page).expectState('done');
    const sent = model.requests.at(-1)?.body ?? '';
    expect(sent).toContain('Rain all day, 9 degrees.');
    expect(sent).toMatch(said);
    await expect(trace.events).toContainText(badge);
    await expect(trace.events).toContainText('rec #4');
    expect(model.requests).toHaveLength(2);
  });

const askedAt = (sentAt: string) => ({ day: 'Sunday', sentAt });

const chat = JSON.stringify([
  { role: 'user', content: 'Say nothing yet.' },
  { role: 'user', content: 'Where shall I walk on Sunday?' },
  {
    role: 'assistant',
    content: null,
    tool_calls: [
      {
        ...{ id: 'call_1', type: 'function' },
        function: { name: 'weather', arguments: JSON.stringify(askedAt('2026-01-04T08:00:00Z')) },
      },
    ],
  },
  { role: 'tool', tool_call_id: 'call_1', content: 'Rain all day, 9 degrees.' },
  { role: 'assistant', content: 'Walk along the river, it is sunny.' },
]);

const call = { name: 'weather', arguments: askedAt('2026-02-01T09:30:00Z'), id: 'call_a' };

test('another timestamp is another call, unless a rule ignores it', async ({
  page,
  server,
  model,
}) => {
  model.reply({ calls: [call] }, { text: 'Stay at home.' });
  await forkChat(page, server, model, { chat });
  const pending = page.getByRole('region', { name: /^Pending call of weather/ });
  await expect(pending).toContainText('differs in sentAt');
  await pending.getByRole('button', { name: /^Use recorded #/ }).click();
  await pending.getByRole('button', { name: /^Answer with #/ }).click();
  await new RunDock(page).expectState('done');
  expect(model.requests.at(-1)?.body).toContain('Rain all day, 9 degrees.');
});

test('a rule that ignores the timestamp lets the recording answer, and the badge names it', async ({
  page,
  server,
  model,
}) => {
  model.reply({ calls: [call] }, { text: 'Stay at home.' });
  const trace = await forkChat(page, server, model, {
    chat,
    more: async ({ sheet }) => {
      await sheet.getByRole('button', { name: 'Ignore arguments…' }).click();
      await sheet.getByRole('button', { name: 'sentAt' }).click();
      await expect(sheet.getByRole('list', { name: 'Ignored arguments of weather' })).toContainText(
        'sentAt',
      );
    },
  });
  await new RunDock(page).expectState('done');
  expect(model.requests).toHaveLength(2);
  expect(model.requests.at(-1)?.body).toContain('Rain all day, 9 degrees.');
  await expect(trace.events).toContainText('ignoring sentAt');
});
