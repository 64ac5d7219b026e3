// @ts-check
import { runCommand } from './command.mjs';

/**
 * Runs a TypeScript file outside of Next.
 * @param {string} file
 * @param {string[]} args
 */
export const runTypeScript = (file, args) =>
  // The condition makes `server-only` the empty module that it is on a server.
  runCommand(process.execPath, ['--import', 'tsx', '--conditions=react-server', file, ...args]);
