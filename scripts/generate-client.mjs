// @ts-check
import { join } from 'node:path';
import { root, runTool, Trouble } from './command.mjs';
import { contentStamp, hasStamp, putStamp } from './content-stamp.mjs';

const stampFile = join(root, 'prisma/generated/retake-stamp');

/** Generates the Prisma client when the schema or Prisma itself changed. Downloads nothing. */
export async function generateClient() {
  const sources = ['prisma', 'prisma.config.ts', 'node_modules/prisma/package.json'];
  const stamp = contentStamp(root, sources, (path) => !/^prisma\/(generated|.*\.sql$)/.test(path));
  if (hasStamp(stampFile, stamp)) return;
  const code = await runTool('prisma', ['generate', '--no-hints'], {
    PRISMA_SCHEMA_ENGINE_BINARY: join(root, 'scripts/no-schema-engine.sh'),
    CHECKPOINT_DISABLE: '1',
  });
  if (code !== 0)
    throw new Trouble('The Prisma client could not be generated; the reason is above.');
  putStamp(stampFile, stamp);
}
