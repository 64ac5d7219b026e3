import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as engineModule from '@prisma/schema-engine-wasm/schema_engine_bg';
import Database from 'better-sqlite3';
import { migrate } from '@/lib/db/migrate';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The files of the Prisma schema; relative, as they show in messages. */
const schemaFiles = ['prisma/models.prisma', 'prisma/sqlite/base.prisma'];

/**
 * The SQL that leads from what the migrations make to what the models say; '' where they agree.
 * The migrations are applied to an empty database and that is read back: an edited or forgotten
 * migration shows.
 */
export async function schemaDiff(options: { migrations: 'all' | 'none' }): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'retake-schema-'));
  try {
    const file = join(folder, 'migrated.db');
    const db = new Database(file);
    if (options.migrations === 'all') migrate(db, join(root, 'prisma/sqlite/migrations'));
    db.close();
    return await diff(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function diff(databaseFile: string): Promise<string> {
  loadEngine();
  const files = schemaFiles.map((path) => ({
    path,
    content: readFileSync(join(root, path), 'utf8'),
  }));
  const datamodels = files.map(({ path, content }): [string, string] => [path, content]);
  const adapter = new PrismaBetterSqlite3({ url: `file:${databaseFile}` });
  const engine = await engineModule.SchemaEngine.new(
    { datamodels },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(adapter),
  );
  const result = await engine.diff({
    from: { tag: 'schemaDatasource', files, configDir: root },
    to: { tag: 'schemaDatamodel', files },
    script: true,
    exitCode: true,
    filters: { externalTables: [], externalEnums: [] },
  });
  return result.exitCode === 0 ? '' : (result.stdout ?? '');
}

let loaded = false;

/** By hand: Node 20 cannot import `.wasm`, which the package's own entry does. */
function loadEngine() {
  if (loaded) return;
  const glue = import.meta.resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const bytes = readFileSync(fileURLToPath(glue.replace(/\.js$/, '.wasm')));
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), {
    './schema_engine_bg.js': { ...engineModule },
  });
  engineModule.__wbg_set_wasm(instance.exports);
  const { __wbindgen_start: start } = instance.exports;
  if (typeof start !== 'function')
    throw new Error('The schema engine has another shape than expected');
  start();
  loaded = true;
}
