/**
 * Makes what other programs import: dist/replayer.js, one file beside the packages it needs, and its types.
 */
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';

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
const types = await rollup({
  input: entry,
  external: /^(?!\.|@\/|\/)/,
  plugins: [dts({ tsconfig: `${root}tsconfig.json` })],
});
await types.write({ file: `${root}dist/replayer.d.ts`, format: 'esm' });
await types.close();
