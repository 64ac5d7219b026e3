import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { appState } from '@/lib/server/app-state';
import { answerApi, answerShared } from './answer-api';
import { openApiDocument } from './openapi-document';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'retake-api-'));
  vi.stubEnv('RETAKE_DATA', folder);
});
afterAll(async () => {
  await appState().store.close();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

const ask = (path: string, method = 'GET', body?: object) =>
  new Request(`http://127.0.0.1:3000/api${path}`, {
    method,
    ...(body
      ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
      : {}),
  });
const zero = '0'.repeat(32);

describe('the API', () => {
  it('answers by the contract', async () => {
    const response = await answerApi(ask('/traces?limit=5'));
    expect(await response.json()).toEqual({ items: [], total: 0, archived: 0 });
    const formats = await answerApi(ask('/formats'));
    expect(await formats.json()).toMatchObject({ items: expect.any(Array) });
  });

  it.each([
    ['GET', '/traces/zzz', 'bad_request'],
    ['GET', '/traces?limit=many', 'bad_request'],
    ['GET', `/traces/${zero}`, 'not_found'],
    ['GET', `/traces/${zero}/outline?from=-1`, 'bad_request'],
    ['GET', '/nothing/here', 'not_found'],
    ['DELETE', '/imports/x', 'not_found'],
  ])('%s %s fails as %s', async (method, path, code) => {
    await expect(answerApi(ask(path, method))).rejects.toMatchObject({ code });
  });

  it('names the field that is wrong', async () => {
    const fork = { seq: -1, side: 'after', edits: [] };
    await expect(answerApi(ask(`/traces/${zero}/forks`, 'POST', fork))).rejects.toMatchObject({
      code: 'bad_request',
      message: expect.stringMatching(/^seq: /),
    });
  });

  it.each(['{"target":', 'a=1'])('takes the body %s for a mistake, not for a bug', async (body) => {
    const request = new Request('http://127.0.0.1:3000/api/shares', {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    });
    await expect(answerApi(request)).rejects.toMatchObject({
      code: 'bad_request',
      message: expect.stringContaining('malformed'),
    });
  });

  it('opens by token only what is shared', async () => {
    const token = `rtk_share_${'x'.repeat(43)}`;
    await expect(answerShared(ask(`/s/${token}`))).rejects.toMatchObject({ code: 'not_found' });
    await expect(answerShared(ask('/traces'))).rejects.toMatchObject({
      message: expect.stringContaining('no such address'),
    });
    await expect(answerApi(ask(`/s/${token}`))).rejects.toMatchObject({
      message: expect.stringContaining('no such address'),
    });
  });

  it('describes itself', async () => {
    const document = await openApiDocument();
    expect(document).toMatchObject({
      paths: {
        '/traces': { get: {}, post: {}, put: {} },
        '/traces/{id}/forks': { post: {} },
        '/traces/{id}/original': { get: {} },
        '/s/{token}': { get: {} },
      },
    });
  });
});
