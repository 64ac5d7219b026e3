import { afterEach, beforeEach, expect, it } from 'vitest';
import { saidBy } from '@/lib/replay/run-source';
import { openTestApp, type TestApp } from '@/lib/server/test-app';
import { textOf } from '@/lib/trace/message';
import { findLineage } from './find-trace';
import { forkTrace } from './fork-trace';
import { storedRun } from './stored-run';

let app: TestApp;
beforeEach(() => {
  app = openTestApp();
});
afterEach(() => app.close());

const run = (id: string) => storedRun(app.store, findLineage(app.store, id));

it('reads every event and message, more than it keeps, borrowed ones included', async () => {
  const texts = Array.from({ length: 2500 }, (_, at) => `message ${at}`);
  const id = await app.import(texts.map((text) => ({ talk: 'user', text })));
  const branch = await forkTrace(app.store, {
    ...{ id, seq: 2400, side: 'after' },
    edits: [{ type: 'append-user', text: 'go on' }],
  });
  for (const [of, count] of [
    [run(id), 2500],
    [run(branch.id), 2402],
  ] as const) {
    expect(of.outline).toHaveLength(count);
    const seqs = [...of.events()].map(({ seq }) => seq);
    expect(seqs).toEqual(of.outline.map(({ seq }) => seq));
    for (const seq of [0, 2400, 150, 2400])
      expect(saidBy(of, of.event(seq)).map(textOf)).toEqual([`message ${seq}`]);
  }
  expect([...run(id).events(5, 7)].map(({ seq }) => seq)).toEqual([5, 6]);
});

it('throws for what is not there', async () => {
  const of = run(await app.import([{ talk: 'user', text: 'hello' }]));
  expect(() => of.event(1)).toThrow(RangeError);
  expect(() => of.message(1)).toThrow(RangeError);
  expect(() => of.setup('none')).toThrow(RangeError);
});
