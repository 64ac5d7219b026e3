import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { generateRun } from '@/bench/generate-run';
import { allRows, apiOf, upload, uploadAnswer } from './support/api';
import { badFiles } from './support/bad-files';
import { TestServer } from './support/server';
import { spooledFiles, storedCounts, storedValue } from './support/stored';
import { expect, test } from './support/test';

const importing = `SELECT count(*) FROM "Trace" WHERE "status" <> 'ready'`;

for (const { name, bytes, fate } of badFiles)
  test(`${name}: ${'refused' in fate ? 'is refused with its cause and a next step' : 'opens'}`, async ({
    shared: server,
  }) => {
    const before = storedCounts(server);
    const { state, error } = await upload(server, bytes(), { name: 'odd.json' });

    if ('refused' in fate) {
      expect(error?.message).toMatch(fate.refused);
      expect(error?.hint).toMatch(/\w+ .+\.$/);
      expect(storedCounts(server)).toEqual(before);
    } else {
      expect(error).toBeNull();
      expect(state?.phase).toBe('done');
      const id = state?.traces[0]?.id ?? '';
      const detail = await apiOf(server).traces.get({ id });
      expect(detail.totals.events).toBe(fate.events);
      const rows = await allRows(server, id);
      expect(rows).toHaveLength(fate.events);
      const unreadable = rows.filter(({ kind }) => kind === 'unreadable');
      expect(unreadable).toHaveLength(fate.unreadable ?? 0);
      if (fate.note) expect(detail.notes.map(({ code }) => code)).toContain(fate.note);
    }
    expect(storedValue(server, importing)).toBe(0);
    expect(spooledFiles(server)).toEqual([]);
    expect(server.alive).toBe(true);
  });

test('a path out of an archive makes no file', async ({ shared: server }) => {
  const zip = zipSync({ '../../../escaped.jsonl': strToU8(generateRun({ events: 5, seed: 3 })) });
  const { state } = await upload(server, zip);
  expect(state?.phase).toBe('done');
  for (let folder = server.data; folder !== dirname(folder); folder = dirname(folder))
    expect(existsSync(join(folder, 'escaped.jsonl'))).toBe(false);
});

test('a body shorter than its Content-Length is refused', async ({ shared: server }) => {
  const before = storedCounts(server);
  const body = '[{"role":"user","content":"hi"}';
  const socket = connect(server.port, '127.0.0.1');
  await once(socket, 'connect');
  socket.end(
    `POST /api/traces?name=short.json HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\n` +
      `Content-Type: application/octet-stream\r\nContent-Length: ${body.length + 100}\r\n` +
      `Connection: close\r\n\r\n${body}`,
  );
  let answer = '';
  for await (const chunk of socket) answer += String(chunk);
  // Half-closed: whoever went away may hear nothing, or why nothing was kept.
  if (answer.includes('\r\n\r\n{')) {
    const json: unknown = JSON.parse(answer.slice(answer.indexOf('\r\n\r\n{') + 4));
    expect(uploadAnswer(400, json).error?.message).toMatch(/broke off/);
  }
  await expect.poll(() => spooledFiles(server)).toEqual([]);
  expect(storedCounts(server)).toEqual(before);
  expect((await apiOf(server).imports.formats({})).items.length).toBeGreaterThan(0);
});

test('more than RETAKE_MAX_UPLOAD is refused by its length, with how to raise it', async () => {
  // A setting of the process: a server of its own.
  const small = await TestServer.start({ RETAKE_MAX_UPLOAD: '1000' });
  try {
    const { status, error } = await upload(small, 'x'.repeat(5000));
    expect(status).toBe(413);
    expect(error?.hint).toContain('RETAKE_MAX_UPLOAD');
  } finally {
    await small.stop();
  }
});
