import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { forkWaiting, storeParent } from '@/lib/server/executors/branch.testing';
import { openTestApp, type TestApp } from '@/lib/server/test-app';
import { firstPolicy, type ToolPolicy } from '@/lib/trace/tool-policy';
import { approveTool, readPolicy, setPolicy } from './branch-policy';
import { forkTrace } from './fork-trace';
import { getTrace } from './get-trace';

let app: TestApp;
beforeEach(() => {
  app = openTestApp();
});
afterEach(() => app.close());

const call = { tool: 'look', input: {} };
const policy: ToolPolicy = {
  rules: [
    {
      tool: 'look',
      recording: true,
      ignore: ['at'],
      otherwise: { by: 'fixed', output: { a: null }, isError: false },
    },
  ],
  approved: [],
};
const fork = (id: string, more: { policy?: ToolPolicy } = {}) =>
  forkTrace(app.store, { id, seq: 2, side: 'after', edits: [], ...more });

describe('the policy of a branch', () => {
  it('is the first one until a person says otherwise, and is shown', async () => {
    const { id } = await forkWaiting(app.store, [call]);
    expect((await getTrace(app.store, id)).policy).toEqual(firstPolicy);
    await setPolicy(app.store, id, policy);
    expect((await getTrace(app.store, id)).policy).toEqual(policy);
    expect(await readPolicy(app.store, id)).toEqual(policy);
  });

  it('is inherited by its forks as it is then; one that is given wins', async () => {
    const { id } = await forkWaiting(app.store, [call], policy);
    const heir = await fork(id);
    expect(await readPolicy(app.store, heir.id)).toEqual(policy);
    expect(await readPolicy(app.store, (await fork(heir.id)).id)).toEqual(policy);
    const own = await fork(id, { policy: firstPolicy });
    expect(await readPolicy(app.store, own.id)).toEqual(firstPolicy);
    await setPolicy(app.store, id, firstPolicy);
    expect(await readPolicy(app.store, heir.id)).toEqual(policy);
  });

  it('is refused for a recorded trace', async () => {
    const id = storeParent(app.store, [call]);
    await expect(setPolicy(app.store, id, policy)).rejects.toMatchObject({ code: 'bad_request' });
    expect((await getTrace(app.store, id)).policy).toEqual(firstPolicy);
  });

  it('gets every leave that is given at once', async () => {
    const { id } = await forkWaiting(app.store, [call], policy);
    const given = ['a', 'b', 'c', 'a'].map((tool) => ({ executorId: 'x', tool }));
    await Promise.all(given.map((one) => approveTool(app.store, id, one)));
    const { approved, rules } = await readPolicy(app.store, id);
    expect(approved.map(({ tool }) => tool)).toEqual(['a', 'b', 'c']);
    expect(rules).toEqual(policy.rules);
  });
});
