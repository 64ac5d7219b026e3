import { startMockAnthropic } from '@/lib/resume/mock-anthropic.testing';
import { startMockGoogle } from '@/lib/resume/mock-google.testing';
import { startMockOpenaiChat } from '@/lib/resume/mock-openai-chat.testing';
import { startMockOpenaiResponses } from '@/lib/resume/mock-openai-responses.testing';
import { addEndpoint, allRows, apiOf, importOne } from './support/api';
import { Composer } from './support/composer';
import { DiffPage } from './support/diff-page';
import { bytesOf } from './support/fixtures';
import { RunDock } from './support/run-dock';
import { expect, test } from './support/test';
import { TracePage } from './support/trace-page';

const providers = [
  { kind: 'openai-compatible', start: startMockOpenaiChat },
  { kind: 'openai-chat', start: startMockOpenaiChat },
  { kind: 'openai-responses', start: startMockOpenaiResponses },
  { kind: 'anthropic', start: startMockAnthropic },
  { kind: 'google', start: startMockGoogle },
] as const;

for (const { kind, start } of providers)
  test(`${kind}: what was shown is sent to the byte, the recording answers, the run ends`, async ({
    page,
    server,
  }) => {
    const mock = await start([
      { calls: [{ name: 'weather', arguments: { day: 'Sunday' }, id: 'call_a' }] },
      { text: 'Stay at home on Sunday.', usage: { input: 20, output: 5 } },
    ]);
    try {
      await addEndpoint(server, { kind, url: mock.url, model: 'mock-large', key: 'sk-of-a-test' });
      const id = await importOne(server, bytesOf('weatherChat'), 'weather-chat.json');
      const trace = new TracePage(page);
      await trace.open(id, '?e=1&side=after');
      const composer = new Composer(page);
      await composer.open();
      await composer.appendUserMessage('I have no umbrella.');
      await composer.chooseEndpoint('Mock');
      await composer.withoutControl();
      const shown = await composer.preparedBody();
      await composer.resume();
      const dock = new RunDock(page);
      await dock.expectState('done');
      expect(mock.requests).toHaveLength(2);
      expect(mock.requests[0]?.body).toBe(shown);
      await expect(trace.events).toContainText('Stay at home on Sunday.');

      const branch = trace.id();
      const answers = (await allRows(server, branch)).filter(({ kind }) => kind === 'tool-result');
      expect(answers).toHaveLength(1);
      const { run } = await apiOf(server).traces.get({ id: branch });
      const told = await apiOf(server).runs.get({ id: run?.id ?? '' });
      expect(told).toMatchObject({ status: 'done', steps: 2, failure: null });
      expect(JSON.stringify(told)).not.toContain('sk-of-a-test');
      await dock.diffWithParent();
      await new DiffPage(page).ready();
    } finally {
      await mock.close();
    }
  });
