import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { randomBytesIn } from './master-key';

const header =
  '# Seals the keys of endpoints and executors. Keep it with the database, and away from its backups.\n' +
  '# To rotate it, put a new line on top (openssl rand -base64 32) and start Retake: the first line seals,\n' +
  '# all of them open, and what the others sealed is sealed anew. Then take the old line out.\n';

const maxBytes = 64 * 1024;

/**
 * Lines of the secret file, each 32 bytes in base64 or hex; null where there is no file.
 * @throws Error for one that others can read, or that holds anything else: nothing may be sealed with a guess
 */
export function readSecretFile(file: string): string[] | null {
  if (!existsSync(file)) return null;
  const descriptor = openSync(file, 'r');
  try {
    const stat = fstatSync(descriptor);
    if (!stat.isFile()) throw new Error(`${file} must be a file.`);
    // Windows knows no such modes.
    if (process.platform !== 'win32' && (stat.mode & 0o077) !== 0) {
      throw new Error(
        `${file} can be read by other users of this machine. Run: chmod 600 ${file}\nWas it open to them for long? Then rotate it as its first lines say.`,
      );
    }
    if (stat.size > maxBytes) throw malformed(file);
    const lines = readFileSync(descriptor, 'utf8')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '' && !line.startsWith('#'));
    if (lines.length === 0 || lines.some((line) => !randomBytesIn(line))) throw malformed(file);
    return lines;
  } finally {
    closeSync(descriptor);
  }
}

/** Writes a new one, mode 600, whole or not at all; gives its line. */
export function createSecretFile(file: string): string {
  const line = randomBytes(32).toString('base64');
  const fresh = `${file}.${process.pid}.new`;
  rmSync(fresh, { force: true });
  // `x`: a file that is there already would keep its own mode.
  const descriptor = openSync(fresh, 'wx', 0o600);
  try {
    writeSync(descriptor, `${header}${line}\n`);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(fresh, file);
  return line;
}

const malformed = (file: string): Error =>
  new Error(
    `${file} is damaged: each line must be 32 bytes in base64 or hex. Put back a copy of it. Without one, move it away: a new one is made, and the keys of endpoints and executors must be typed again.`,
  );
