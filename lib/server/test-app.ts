import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImportState } from '@/lib/api/import-contract';
import { AppError } from '@/lib/errors';
import type { Format } from '@/lib/formats/format';
import { type AppState, openAppState } from './app-state';
import { runImport } from './import/run-import';
import type { StartImport } from './import/run-in-worker';
import { uploadRequest, uploadTrace } from './import/upload-trace';
import { FtsIndex } from './search/fts-index';
import { talk } from './test-format';

/** In this thread, where tests can step in. */
const inline =
  (formats: readonly Format[]): StartImport =>
  (job, post) => ({ ended: runImport(job, formats, post), stop: () => undefined });

export interface TestApp extends AppState {
  folder: string;
  upload(body: BodyInit, query?: string, headers?: HeadersInit): Promise<ImportState>;
  /** Uploads what makes one trace and gives its id. */
  import(lines: readonly object[]): Promise<string>;
  close(): Promise<void>;
}

/** A real database in a folder of its own. */
export function openTestApp(
  start: StartImport = inline([talk]),
  maxUpload = 64 << 20,
  folder = mkdtempSync(join(tmpdir(), 'retake-test-')),
): TestApp {
  const app = openAppState(
    { dataFolder: folder, maxUpload },
    start,
    ({ database, file }) => new FtsIndex(database, file),
  );
  const upload: TestApp['upload'] = (body, query = '', headers = {}) => {
    const url = new URL(`http://127.0.0.1/api/traces?name=talk.jsonl&${query}`);
    const request = new Request(url, { method: 'POST', body, headers });
    return uploadTrace(app, request, uploadRequest(url));
  };
  return {
    ...app,
    folder,
    upload,
    async import(lines) {
      const { traces } = await upload(jsonLines(lines));
      const [first] = traces;
      if (!first) throw new AppError('unprocessable', 'Nothing was imported.');
      return first.id;
    },
    async close() {
      await app.search.close();
      await app.store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const jsonLines = (lines: readonly object[]): string =>
  lines.map((line) => `${JSON.stringify(line)}\n`).join('');
