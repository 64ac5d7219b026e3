// @ts-check
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root, runTool, Trouble } from './command.mjs';
import { contentStamp, hasStamp, putStamp } from './content-stamp.mjs';

const stampFile = join(root, '.next/retake-stamp');

/** Settings of Next that hold for each way to start it: it sends nothing home. */
export const nextEnv = { NEXT_TELEMETRY_DISABLED: '1' };

/** Builds when the build is missing or older than the sources. */
export async function buildApp() {
  // Taken before the build: what changes meanwhile makes the build old.
  const stamp = sourceStamp();
  if (existsSync(join(root, '.next/BUILD_ID')) && hasStamp(stampFile, stamp)) return;
  rmSync(stampFile, { force: true });
  console.log('Building; this takes about half a minute.');
  const code = await runTool('next', ['build'], { ...nextEnv, NODE_ENV: 'production' });
  if (code !== 0) throw new Trouble('The build failed; the reason is above.');
  putStamp(stampFile, stamp);
}

function sourceStamp() {
  const tests = /\.test\.tsx?$|^prisma\/generated\/|\.golden\.|(vitest|playwright)\.config\.ts$/;
  const files = readdirSync(root).filter((name) => /\.(ts|mjs)$/.test(name));
  const sources = ['app', 'components', 'lib', 'prisma', 'public', 'package.json'];
  return contentStamp(
    root,
    [...sources, 'package-lock.json', 'tsconfig.json', ...files],
    (path) => !tests.test(path) && path !== 'next-env.d.ts',
  );
}
