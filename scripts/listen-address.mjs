// @ts-check
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { isAbsolute, join } from 'node:path';
import { root, Trouble } from './command.mjs';

/** @typedef {{ host: string, port: number }} Address */

/**
 * Where to listen, from HOST and PORT.
 * @param {NodeJS.Dict<string>} env
 * @returns {Address}
 * @throws {Trouble} for a port that is none, and for a host beyond this machine without a password
 */
export function listenAddress(env) {
  const host = env.HOST || '127.0.0.1';
  const port = Number(env.PORT || 3000);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Trouble(`PORT must be a number from 1 to 65535, not "${env.PORT}".`);
  }
  if (!isLoopback(host) && !env.RETAKE_PASSWORD) {
    throw new Trouble(
      [
        `HOST=${host} would let other machines read and change every trace, and no password is set.`,
        'Set RETAKE_PASSWORD as well, or leave HOST away to listen on this machine only.',
      ].join('\n'),
    );
  }
  return { host, port };
}

/** @param {string} host */
const isLoopback = (host) =>
  host === 'localhost' || host === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);

/**
 * The address to open in a browser on this machine.
 * @param {Address} address
 */
export function addressUrl({ host, port }) {
  if (host === '0.0.0.0') return `http://127.0.0.1:${port}`;
  if (host === '::') return `http://[::1]:${port}`;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/**
 * Says before any long work that the address cannot be had.
 * @param {Address} address
 * @param {string} command what the person typed, for the sentence that names the cure
 */
export async function checkAddress({ host, port }, command) {
  const probe = createServer();
  const error = await new Promise((resolve) => {
    probe.once('error', resolve).listen({ host, port, exclusive: true }, () => resolve(null));
  });
  if (!error) return new Promise((resolve) => probe.close(resolve));
  if (error.code === 'EADDRINUSE') {
    throw new Trouble(`Port ${port} is taken. Try another: PORT=${port + 1} ${command}`);
  }
  if (error.code === 'EACCES') {
    throw new Trouble(`Port ${port} may not be used by this account. Try: PORT=3000 ${command}`);
  }
  throw new Trouble(
    `Cannot listen on ${host}: ${error.message}. Is HOST a name or address of this machine?`,
  );
}

/**
 * The folder of the database and the uploads, made when it is missing.
 * @param {NodeJS.Dict<string>} env
 */
export function dataFolder(env) {
  const folder = env.RETAKE_DATA || 'data';
  const path = isAbsolute(folder) ? folder : join(root, folder);
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Trouble(`The data folder cannot be made: ${reason}. RETAKE_DATA names another one.`);
  }
  return path;
}
