import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { formats } from '@/lib/formats/index';
import { runImport } from '@/lib/server/import/run-import';
import { openTestApp, type TestApp } from '@/lib/server/test-app';
import { forkTrace } from './fork-trace';
import { listTraces } from './list-traces';

let app: TestApp;
beforeEach(() => {
  app = openTestApp((job, post) => ({
    ...{ ended: runImport(job, formats, post), stop: () => undefined },
  }));
});
afterEach(() => app.close());

it('is kept with the trace and told in the list, beside the size of its upload', async () => {
  const file = new URL('../../formats/fixtures/claude-code/compaction.jsonl', import.meta.url);
  const bytes = readFileSync(file);
  const { traces } = await app.upload(bytes);
  const id = traces[0]?.id ?? '';
  await forkTrace(app.store, { id, seq: 0, side: 'after', edits: [] });
  const { items } = await listTraces(app.store, { limit: 10, offset: 0 });
  const [branch, trace] = items;
  expect(trace).toMatchObject({
    ...{ id, branches: 1, uploadBytes: bytes.length },
    origin: { branch: 'main', version: expect.any(String) },
  });
  // Made here, not read from a file.
  expect(branch).toMatchObject({ parentId: id, origin: null, uploadBytes: null });
});
