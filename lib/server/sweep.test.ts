import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readOutline } from '@/lib/db/read-outline';
import { brokenInvariants } from '@/lib/trace/invariants';
import type { ImportJob } from './import/import-job';
import { importLimits } from './import/import-limits';
import { newId } from './new-id';
import { sweep } from './start-app';
import { jsonLines, openTestApp, type TestApp } from './test-app';
import { headerOf } from './traces/export-trace';
import { findLineage, findTrace } from './traces/find-trace';

let folder: string;
let app: TestApp;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'retake-sweep-'));
  app = openTestApp(undefined, undefined, folder);
});
afterEach(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

const rows = (table: string): unknown =>
  app.store.raw.prepare(`SELECT count(*) FROM "${table}"`).pluck().get();

/** A process that imports a file of 20,000 lines, killed once it has written some of it. */
async function killedImport(afterBatches: number): Promise<void> {
  const lines = Array.from({ length: 20_000 }, (_, at) => ({ talk: 'user', text: `line ${at}` }));
  const file = join(folder, 'spool', 'a.part');
  mkdirSync(join(folder, 'spool'), { recursive: true });
  writeFileSync(file, jsonLines(lines));
  const job: ImportJob = {
    database: app.store.file,
    upload: {
      ...{ id: newId(), sha256: `${afterBatches}`, name: 'a', size: 1 },
      parts: [{ path: 'a', size: 1, file }],
    },
    ...{ format: null, parts: null, choose: false, limits: importLimits(1 << 30) },
  };
  const here = (path: string) =>
    JSON.stringify(pathToFileURL(fileURLToPath(new URL(path, import.meta.url))).href);
  const program = `
    const { runImport } = await import(${here('./import/run-import.ts')});
    const { talk } = await import(${here('./test-format.ts')});
    await runImport(${JSON.stringify(job)}, [talk], ({ type }) => console.log(type));`;
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', '--conditions=react-server', '--input-type=module', '-e', program],
    { cwd: process.cwd(), stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let told = 0;
  child.stdout.on('data', (text: Buffer) => {
    told += text.toString().split('progress').length - 1;
    if (told >= afterBatches) child.kill('SIGKILL');
  });
  await new Promise((resolve) => child.on('close', resolve));
  expect(told).toBeGreaterThanOrEqual(afterBatches);
}

describe('a process killed in the middle of an import', () => {
  it.each([1, 6])(
    'after batch %i leaves nothing behind once the next one starts',
    async (batches) => {
      const id = await app.import([{ talk: 'user', text: 'kept' }]);
      await killedImport(batches);
      expect(rows('Trace')).toBe(2);
      await sweep(app);
      expect(rows('Trace')).toBe(1);
      expect([rows('Upload'), rows('UploadChunk'), rows('Event')]).toEqual([1, 1, 1]);
      expect([rows('Message'), rows('Setup'), rows('Note')]).toEqual([1, 0, 0]);
      expect(readdirSync(folder).filter((name) => !name.startsWith('retake.db'))).toEqual([]);
      const outline = readOutline(app.store, findLineage(app.store, id));
      expect(brokenInvariants(headerOf(await findTrace(app.store, id)), outline)).toEqual([]);
      expect(app.store.raw.pragma('integrity_check', { simple: true })).toBe('ok');
    },
  );
});

it('ends the runs of a process that is gone', async () => {
  const traceId = await app.import([{ talk: 'user', text: 'a' }]);
  const run = { traceId, endpoint: '{}', limits: '{}' };
  await app.store.prisma.run.create({ data: { ...run, id: 'queued', status: 'queued' } });
  await app.store.prisma.run.create({ data: { ...run, id: 'running', status: 'running' } });
  await app.store.prisma.run.create({ data: { ...run, id: 'waiting', status: 'waiting' } });
  await sweep(app);
  const runs = await app.store.prisma.run.findMany({ orderBy: { id: 'asc' } });
  expect(runs.map(({ status, endedAt }) => [status, endedAt !== null])).toEqual([
    ['interrupted', true],
    ['interrupted', true],
    ['waiting', false],
  ]);
});
