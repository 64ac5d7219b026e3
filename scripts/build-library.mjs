/**
 * Makes what other programs import: dist/replayer.js, one file beside the packages it needs, and its types.
 */
import { rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { generateDtsBundle } from 'dts-bundle-generator';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const entry = `${root}lib/replayer/entry.ts`;

await rm(`${root}dist`, { recursive: true, force: true });
await build({
  entryPoints: [entry],
  outfile: `${root}dist/replayer.js`,
  tsconfig: `${root}tsconfig.json`,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  sourcemap: true,
  logLevel: 'warning',
});
const [types = ''] = generateDtsBundle(
  [{ filePath: entry, output: { exportReferencedTypes: false, noBanner: true } }],
  { preferredConfigPath: `${root}tsconfig.json` },
);
await writeFile(`${root}dist/replayer.d.ts`, types);
