import { beforeEach, expect, it } from 'vitest';
import { share } from './shares/share.testing';
import { sweep } from './start-app';
import { jsonLines, openTestApp, type TestApp } from './test-app';
import { removeTrace } from './traces/change-trace';
import { forkTrace } from './traces/fork-trace';

let app: TestApp;
beforeEach(() => {
  app = openTestApp();
  return () => app.close();
});

const later = () => new Date(Date.now() + 31 * 86_400_000);
const left = (): unknown =>
  app.store.raw.prepare('SELECT "id" FROM "Trace" ORDER BY "createdAt"').pluck().all();
const uploads = (): unknown => app.store.raw.prepare('SELECT count(*) FROM "Upload"').pluck().get();

async function imported(text: string): Promise<string> {
  const { traces } = await app.upload(jsonLines([{ talk: 'user', text }]));
  return traces[0]?.id ?? '';
}

it('a deleted trace goes after 30 days, with its upload; before that it stays', async () => {
  const gone = await imported('gone');
  const stays = await imported('stays');
  await removeTrace(app.store, gone);
  await sweep(app);
  expect(left()).toEqual([gone, stays]);
  await sweep(app, later());
  expect(left()).toEqual([stays]);
  expect(uploads()).toBe(1);
});

it('a deleted parent stays as long as a branch of it lives', async () => {
  const root = await imported('root');
  const branch = await forkTrace(app.store, { id: root, seq: 0, side: 'after', edits: [] });
  await removeTrace(app.store, root);
  await sweep(app, later());
  expect(left()).toEqual([root, branch.id]);
  await removeTrace(app.store, branch.id);
  await sweep(app, later());
  expect(left()).toEqual([]);
  expect(uploads()).toBe(0);
});

it('a deleted trace stays as long as a link shows it', async () => {
  const shown = await imported('shown');
  await share(app, { kind: 'trace', traceId: shown }, { expiresInHours: null });
  await removeTrace(app.store, shown);
  await sweep(app, later());
  expect(left()).toEqual([shown]);
});
