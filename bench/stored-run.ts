import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from '@/lib/db/store';
import { formats } from '@/lib/formats/index';
import { openAppState } from '@/lib/server/app-state';
import type { ImportMessage } from '@/lib/server/import/import-job';
import { importLimits } from '@/lib/server/import/import-limits';
import type { ImportRegistry } from '@/lib/server/import/import-registry';
import { runImport } from '@/lib/server/import/run-import';
import { newId } from '@/lib/server/new-id';
import { sha256 } from '@/lib/server/sha256';

const maxUpload = 1 << 30;

/** A data folder for one measurement. */
export interface Workshop {
  folder: string;
  store: Store;
  imports: ImportRegistry;
  /** Puts an upload beside the database, as spooling does. */
  put(text: string): string;
  /** Imports a file that stands there and gives the id of its first trace. Throws Error where that fails. */
  import(file: string): Promise<string>;
  close(): Promise<void>;
}

export function openWorkshop(): Workshop {
  const folder = mkdtempSync(join(tmpdir(), 'retake-bench-'));
  const { store, imports } = openAppState({ dataFolder: folder, maxUpload });
  return {
    folder,
    store,
    imports,
    put: (text) => {
      const file = join(folder, `${newId()}.jsonl`);
      writeFileSync(file, text);
      return file;
    },
    import: (file) => importFile(store.file, file),
    async close() {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The job of an upload in this thread, where a server starts a worker. Gives the id of its first trace. */
export async function importFile(database: string, file: string): Promise<string> {
  const id = newId();
  const { size } = statSync(file);
  const name = 'run.jsonl';
  let last: ImportMessage | undefined;
  const job = {
    database,
    upload: { id, sha256: sha256(id), name, size, parts: [{ path: name, size, file }] },
    ...{ format: null, parts: null, choose: false, limits: importLimits(maxUpload) },
  };
  await runImport(job, formats, (message) => {
    last = message;
  });
  if (last?.type === 'failed') throw new Error(last.stack ?? last.error.message);
  const made = last?.type === 'done' ? last.traces[0] : undefined;
  if (!made) throw new Error(`The import of ${file} made no trace`);
  return made.id;
}

/** Bytes of the rows that an import wrote besides the upload itself. */
export const storedBytes = ({ raw }: Pick<Store, 'raw'>): number =>
  ['Event', 'Message', 'Setup', 'Blob', 'Note'].reduce((sum, table) => {
    const columns = raw
      .prepare<[string], string>('SELECT "name" FROM pragma_table_info(?)')
      .pluck()
      .all(table);
    const size = columns
      .map((column) => `coalesce(length(CAST("${column}" AS BLOB)), 0)`)
      .join(' + ');
    const bytes = raw.prepare(`SELECT coalesce(sum(${size}), 0) FROM "${table}"`).pluck().get();
    return sum + Number(bytes);
  }, 0);
