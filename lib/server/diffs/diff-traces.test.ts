import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestApp, type TestApp } from '@/lib/server/test-app';
import { findLineage } from '@/lib/server/traces/find-trace';
import { forkTrace } from '@/lib/server/traces/fork-trace';
import { contextDiff } from './context-diff';
import { diffTraces } from './diff-traces';

let app: TestApp;
beforeEach(() => {
  app = openTestApp();
});
afterEach(() => app.close());

const talk = (...texts: string[]) =>
  texts.map((text, at) => ({ talk: at % 2 === 0 ? 'user' : 'assistant', text }));
const questions = [
  'Where does the copper lantern stand in the harbour tonight?',
  'The copper lantern stands behind the violin maker at the northern harbour wall.',
  'Who lit the lantern and when was the walnut door closed?',
  'Marta lit the lantern at dusk, and the walnut door was closed an hour later.',
];

describe('diffTraces', () => {
  it('weighs what the events say, not only their first line', async () => {
    const padding = 'The same words of a long beginning that no line of a list can hold. '.repeat(
      9,
    );
    const a = await app.import(talk(...questions, 'And then?', `${padding}It rained on Monday.`));
    const b = await app.import(talk(...questions, 'And then?', `${padding}It rained on Sunday.`));
    const diff = await diffTraces(app.store, a, b);
    expect(diff).toMatchObject({
      ...{ verdict: 'diverged', sharedPrefix: 0, control: null, contentIdentical: false },
      editedValue: { a: 5, b: 5, from: 'Monday', to: 'Sunday' },
    });
    expect(diff.a).toMatchObject({ id: a });
    expect(diff.metrics.a.before).toMatchObject({ events: 5, modelCalls: 2 });
  });

  it('starts at the fork of a branch', async () => {
    const parent = await app.import(talk(...questions));
    const { id } = await forkTrace(app.store, {
      ...{ id: parent, seq: 1, side: 'after' },
      edits: [{ type: 'append-user', text: 'Answer in French.' }],
    });
    const diff = await diffTraces(app.store, parent, id);
    expect(diff).toMatchObject({
      ...{ sharedPrefix: 2, verdict: 'diverged', fork: { a: 2, b: 3 } },
      counts: { same: 2, edit: 1, left: 2 },
    });
  });

  it('leaves out what it is told to, and keeps each answer apart', async () => {
    const a = await app.import(
      talk(...questions, 'Log in as 8f14e45f-ceea-467f-9c1c-aab1c2d3e4f5.'),
    );
    const b = await app.import(
      talk(...questions, 'Log in as 1679091c-5a88-4faf-bfb5-e2a1b0c9d8e7.'),
    );
    expect((await diffTraces(app.store, a, b)).counts).toMatchObject({ changed: 1, ignored: 0 });
    const { counts } = await diffTraces(app.store, a, b, { ignore: ['ids'] });
    expect(counts).toMatchObject({ changed: 0, same: 5, ignored: 1 });
  });

  it('tells of a deleted trace that there is none', async () => {
    const a = await app.import(talk(...questions));
    await expect(diffTraces(app.store, a, 'f'.repeat(32))).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('contextDiff', () => {
  it('lays what two models saw side by side, by what the messages say', async () => {
    const [first = '', second = '', third = '', last = ''] = questions;
    const a = await app.import(talk(first, second, third, last));
    const b = await app.import(talk(first, second, 'Who closed the door?', last));
    const at = (id: string) => ({ lineage: findLineage(app.store, id), seq: 3 });
    const diff = contextDiff(app.store, { ...at(a), side: 'before' }, { ...at(b), side: 'before' });
    expect(diff.blocks.map(({ state, a, aEnd, b, bEnd }) => [state, a, aEnd, b, bEnd])).toEqual([
      ['same', 0, 2, 0, 2],
      ['changed', 2, 3, 2, 3],
    ]);
    expect(diff.blocks[1]?.aPositions).toEqual([[2, 3]]);
    expect(diff.a).toMatchObject({ messages: 3 });
    expect(() =>
      contextDiff(app.store, { ...at(a), seq: 99, side: 'after' }, { ...at(b), side: 'after' }),
    ).toThrow(/no event 99/);
  });
});
