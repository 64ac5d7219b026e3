import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

/** A program of somebody else, with the package among its modules. */
let project: string;

const run = (command: string, ...args: string[]): string =>
  execFileSync(command, args, {
    cwd: project,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });

beforeAll(() => {
  execFileSync(process.execPath, ['scripts/build-library.mjs']);
  project = mkdtempSync(join(tmpdir(), 'retake-library-'));
  mkdirSync(join(project, 'node_modules'));
  symlinkSync(resolve('.'), join(project, 'node_modules/retake'));
  symlinkSync(resolve('node_modules/@types'), join(project, 'node_modules/@types'));
  writeFileSync(join(project, 'package.json'), '{"type": "module"}');
  copyFileSync('lib/formats/fixtures/shipit/refund-v1.json', join(project, 'failed-run.json'));
  writeFileSync(join(project, 'recipe.ts'), recipe());
}, 60_000);

afterAll(() => rmSync(project, { recursive: true, force: true }));

/** The block of README.md that imports the library. */
function recipe(): string {
  const blocks = [...readFileSync('README.md', 'utf8').matchAll(/^```ts\n(.*?)^```/gms)];
  const found = blocks.flatMap(([, code = '']) => (code.includes('retake/replayer') ? [code] : []));
  expect(found).toHaveLength(1);
  return found.join('');
}

it('runs the recipe of the README', () => {
  const said = run(resolve('node_modules/.bin/tsx'), 'recipe.ts');
  expect(said).toContain('Refund order A-1042, the lamp came broken.');
  expect(said.match(/^A {2}.*refund/gim)).toHaveLength(2);
  expect(said).toContain('Refund it without looking.');
}, 60_000);

it('has types that a strict program can be checked with', () => {
  const tsc = resolve('node_modules/typescript/bin/tsc');
  writeFileSync(
    join(project, 'wrong.ts'),
    `import { Replayer } from 'retake/replayer';
// @ts-expect-error An event is named by its number.
Replayer.fromRecord({}).fork('first');
`,
  );
  const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2022'];
  run(process.execPath, tsc, ...options, '--types', 'node', 'recipe.ts', 'wrong.ts');
}, 120_000);
