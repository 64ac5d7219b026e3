import 'server-only';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { migrate } from '@/lib/db/migrate';
import { openDatabase } from '@/lib/db/open-database';
import { openStore, type Store } from '@/lib/db/store';
import { env } from '@/lib/env';
import { importLimits } from './import/import-limits';
import { ImportRegistry } from './import/import-registry';
import { runInWorker, type StartImport } from './import/run-in-worker';
import { SearchInThread } from './search/search-in-thread';
import type { SearchIndex } from './search/search-index';
import type { SearchJob } from './search/search-job';

/** What lives as long as the process. */
export interface AppState {
  store: Store;
  imports: ImportRegistry;
  search: SearchIndex;
}

const key = Symbol.for('retake.app-state');
// Next bundles modules more than once; only globalThis is the same for all of them. Nobody else knows the key.
const shared = globalThis as { [key]?: AppState };

/** Opened at start, or at the first use where nothing started it. */
export function appState(): AppState {
  shared[key] ??= openAppState(env());
  return shared[key];
}

/**
 * Opens database and registries under a data folder, which is made when missing.
 * Throws Error where the folder cannot be written or a migration fails.
 */
export function openAppState(
  { dataFolder, maxUpload }: { dataFolder: string; maxUpload: number },
  start: StartImport = runInWorker,
  openSearch: (job: SearchJob) => SearchIndex = (job) => new SearchInThread(job),
): AppState {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const file = join(dataFolder, 'retake.db');
  const db = openDatabase(file);
  try {
    migrate(db);
  } finally {
    db.close();
  }
  const store = openStore(file);
  const spool = join(dataFolder, 'spool');
  return {
    store,
    imports: new ImportRegistry(store, start, importLimits(maxUpload), spool),
    search: openSearch({ database: file, file: join(dataFolder, 'retake.db-search') }),
  };
}
