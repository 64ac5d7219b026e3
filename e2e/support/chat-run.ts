import type { Page } from '@playwright/test';
import { addEndpoint, importOne } from './api';
import { Composer } from './composer';
import { bytesOf } from './fixtures';
import { MockOpenai } from './mock-openai';
import type { TestServer } from './server';
import { test as base } from './test';
import { TracePage } from './trace-page';

/** With a model server of its own, which does not know who asks. */
export const test = base.extend<{ model: MockOpenai }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a fixture needs off this pattern.
  model: async ({}, use) => {
    const model = await MockOpenai.start();
    await use(model);
    await model.stop();
  },
});

interface ForkChat {
  /** Instead of the chat about Sunday. */
  chat?: string;
  /** More that is done in the composer. */
  more?: (composer: Composer) => Promise<void>;
}

/** The composer behind the question of a chat, with another one appended, against the mock. */
export async function openComposer(
  page: Page,
  server: TestServer,
  model: MockOpenai,
  chat: string | Uint8Array = bytesOf('weatherChat'),
): Promise<{ composer: Composer; parent: string }> {
  await addEndpoint(server, { url: model.url, model: 'mock-large' });
  const parent = await importOne(server, chat, 'weather-chat.json');
  await new TracePage(page).open(parent, '?e=1&side=after');
  const composer = new Composer(page);
  await composer.open();
  await composer.appendUserMessage('I have no umbrella.');
  await composer.chooseEndpoint('Mock');
  return { composer, parent };
}

/** Forks the chat after its question and lets the one branch run. */
export async function forkChat(
  page: Page,
  server: TestServer,
  model: MockOpenai,
  { chat, more }: ForkChat = {},
): Promise<TracePage> {
  const { composer } = await openComposer(page, server, model, chat);
  await composer.withoutControl();
  await more?.(composer);
  await composer.resume();
  return new TracePage(page);
}

/** A call of the chat's tool. Its recording knows Sunday alone. */
export const weather = (day: string) => ({
  name: 'weather',
  arguments: { day },
  id: `call_${day}`,
});
