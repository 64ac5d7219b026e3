// @ts-check
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { nextEnv } from './build-app.mjs';
import { exitCode, root, tool } from './command.mjs';
import { addressUrl } from './listen-address.mjs';

/** @typedef {import('./listen-address.mjs').Address & { data: string }} Server */

/**
 * How to start the server process: `spawn(process.execPath, args, { cwd, env })`.
 * @param {'start' | 'dev'} mode
 * @param {Server} server
 */
export const serverCommand = (mode, { host, port, data }) => ({
  args: [tool('next'), mode, '-H', host, '-p', String(port)],
  cwd: root,
  env: {
    ...process.env,
    ...nextEnv,
    // Next would end the process before our own shutdown is through.
    NEXT_MANUAL_SIG_HANDLE: 'true',
    NODE_ENV:
      mode === 'dev' ? /** @type {const} */ ('development') : /** @type {const} */ ('production'),
    HOST: host,
    PORT: String(port),
    RETAKE_DATA: data,
  },
});

/**
 * Serves until the server ends, prints its address once it answers, hands signals on.
 * @param {'start' | 'dev'} mode
 * @param {Server} server
 * @returns {Promise<number>} the server's exit code
 */
export function serve(mode, server) {
  const { args, cwd, env } = serverCommand(mode, server);
  const child = spawn(process.execPath, args, { cwd, env, stdio: 'inherit' });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => child.kill(signal));
  }
  announce(addressUrl(server), () => child.exitCode === null && child.signalCode === null);
  return new Promise((resolve) => {
    child.on('close', (code, signal) => resolve(exitCode(code, signal)));
  });
}

/**
 * @param {string} url
 * @param {() => boolean} alive
 */
async function announce(url, alive) {
  while (alive()) {
    const status = await fetch(url, { redirect: 'manual' }).then(
      async (response) => {
        await response.body?.cancel();
        return response.status;
      },
      () => null,
    );
    if (status !== null && alive()) {
      const trouble = status >= 500 ? ` (it answers ${status}: see above)` : '';
      console.log(`\nRetake is at ${url}${trouble}\nStop it with Ctrl+C.`);
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Settings may stand in a file `.env` as well; what is in the environment wins. */
export function readEnvFile() {
  const file = join(root, '.env');
  if (existsSync(file)) process.loadEnvFile(file);
}
