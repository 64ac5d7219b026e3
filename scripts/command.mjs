// @ts-check
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. Commands work from here, wherever they were called. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Entry files, so that no shell, no `.cmd` shim and no PATH is involved. */
const tools = {
  biome: '@biomejs/biome/bin/biome',
  knip: 'knip/bin/knip.js',
  next: 'next/dist/bin/next',
  playwright: '@playwright/test/cli.js',
  prisma: 'prisma/build/index.js',
  tsc: 'typescript/bin/tsc',
  vitest: 'vitest/vitest.mjs',
};

/** @param {keyof typeof tools} name */
export const tool = (name) => join(root, 'node_modules', tools[name]);

/** Something that the person at the terminal can cure: printed without a stack. */
export class Trouble extends Error {}

/**
 * Runs a command with its output on this terminal.
 * @param {string} file
 * @param {string[]} args
 * @param {{ env?: NodeJS.Dict<string>, onError?: (chunk: Buffer) => void }} [options]
 * `onError` also gets to see what goes to stderr.
 * @returns {Promise<number>} its exit code; 128 + n when signal n ended it, 127 when it could not start
 */
export function runCommand(file, args, { env = {}, onError } = {}) {
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['inherit', 'inherit', onError ? 'pipe' : 'inherit'],
      // npm is a .cmd file on Windows, which only a shell can start.
      shell: process.platform === 'win32' && file === 'npm',
    });
    child.stderr?.on('data', (chunk) => {
      process.stderr.write(chunk);
      onError?.(chunk);
    });
    child.on('error', (error) => {
      console.error(`${file} could not be started: ${error.message}`);
      resolve(127);
    });
    child.on('close', (code, signal) => resolve(exitCode(code, signal)));
  });
}

/**
 * @param {keyof typeof tools} name
 * @param {string[]} args
 * @param {NodeJS.Dict<string>} [env]
 */
export const runTool = (name, args, env = {}) =>
  runCommand(process.execPath, [tool(name), ...args], { env });

/**
 * @param {number | null} code
 * @param {NodeJS.Signals | null} signal
 */
export const exitCode = (code, signal) =>
  code ?? { SIGHUP: 129, SIGINT: 130, SIGKILL: 137, SIGTERM: 143 }[String(signal)] ?? 1;

/** @param {() => Promise<number>} command its number is the exit code */
export async function main(command) {
  try {
    process.exitCode = await command();
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    console.error(`\n${error.message}`);
    process.exitCode = 1;
  }
}
