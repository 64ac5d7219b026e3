// @ts-check
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { root, runCommand, Trouble } from './command.mjs';

/**
 * Installs what is missing. npm's own record of what it installed is compared with
 * package-lock.json, so an install that was cut off, done by hand or of another checkout is seen.
 */
export async function installPackages() {
  const reason = outdated();
  if (reason) {
    console.log(`Installing packages: ${reason}.`);
    await npm(
      ['ci', '--include=dev', '--no-audit', '--no-fund'],
      'npm ci failed; its reason is above.',
    );
  }
  if (databaseDriverWorks()) return;
  console.log('Rebuilding the database driver for this Node.');
  await npm(
    ['rebuild', 'better-sqlite3'],
    'npm rebuild better-sqlite3 failed; its reason is above.',
  );
  if (!databaseDriverWorks()) throw new Trouble(driverHint());
}

/** @typedef {{ version?: string, integrity?: string, optional?: boolean }} Locked */

/** @returns {string | null} why an install is needed */
function outdated() {
  const installed = locked(join(root, 'node_modules/.package-lock.json'));
  if (!installed) return 'node_modules is missing or incomplete';
  const wanted = locked(join(root, 'package-lock.json'));
  if (!wanted) throw new Trouble('package-lock.json is missing: the checkout is not complete.');
  for (const [path, { version, integrity, optional }] of Object.entries(wanted)) {
    // Optional packages are those of other platforms.
    if (path === '' || optional) continue;
    const here = installed[path];
    if (here?.version !== version || here?.integrity !== integrity) {
      return `${path.replace(/^.*node_modules\//, '')} ${version ?? ''} is missing or another version`;
    }
  }
  return null;
}

/**
 * @param {string} file
 * @returns {Record<string, Locked> | null}
 */
function locked(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : null;
}

/** In a process of its own: a driver made for another Node can bring the process down. */
function databaseDriverWorks() {
  const probe = "new (require('better-sqlite3'))(':memory:').close()";
  const args = ['--input-type=commonjs', '-e', probe];
  return spawnSync(process.execPath, args, { cwd: root }).status === 0;
}

/**
 * @param {string[]} words
 * @param {string} failure
 */
async function npm(words, failure) {
  // .npmrc keeps npm quiet; here its reasons count.
  const args = [...words, '--loglevel=notice'];
  let seen = '';
  const onError = (/** @type {Buffer} */ chunk) => {
    seen = (seen + chunk).slice(-100_000);
  };
  // Under `npm start` this is the npm that was called, also where PATH has none.
  const cli = process.env.npm_execpath;
  const code = cli?.endsWith('.js')
    ? await runCommand(process.execPath, [cli, ...args], { onError })
    : await runCommand('npm', args, { onError });
  if (code === 0) return;
  throw new Trouble(/better-sqlite3|node-gyp|gyp ERR/.test(seen) ? driverHint() : failure);
}

function driverHint() {
  const needed = ['make', 'g++', 'python3'];
  const folders = (process.env.PATH ?? '').split(delimiter);
  const missing = needed.filter(
    (name) => !folders.some((folder) => existsSync(join(folder, name))),
  );
  return [
    'The database driver (better-sqlite3) could not be installed: no ready binary could be fetched for this system, and compiling it failed.',
    'Compiling needs make, g++ and python3 (Debian, Ubuntu: apt-get install -y make g++ python3; macOS: xcode-select --install).',
    missing.length > 0
      ? `Not found here: ${missing.join(', ')}.`
      : 'All three were found; the reason is above.',
  ].join('\n');
}
