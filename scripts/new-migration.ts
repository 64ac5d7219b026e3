import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrationsFolder } from '@/lib/db/migrate';
import { schemaDiff } from './schema-diff';

// npm run db:new -- <name>: writes the migration that leads to prisma/models.prisma.
const name = process.argv[2] ?? '';
if (!/^[a-z0-9]+(_[a-z0-9]+)*$/.test(name)) {
  console.error('Name the migration in lower case with underscores: npm run db:new -- add_tags');
  process.exit(1);
}

const sql = await schemaDiff({ migrations: existsSync(migrationsFolder) ? 'all' : 'none' });
if (sql === '') {
  console.log('The migrations and prisma/models.prisma agree; there is nothing to write.');
} else {
  const time = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const folder = join(migrationsFolder, `${time}_${name}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'migration.sql'), sql);
  writeFileSync(join(migrationsFolder, 'migration_lock.toml'), 'provider = "sqlite"\n');
  console.log(`Wrote ${folder}/migration.sql. Read it before you commit it.`);
}
