import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';

const unpack = promisify(gunzip);

/**
 * A trace file, packed by gzip or not, or all files of a folder in the order of their names.
 * Rejects with Node's error where it cannot be read.
 */
export async function readFiles(path: string): Promise<{ path: string; bytes: Uint8Array }[]> {
  if (!(await stat(path)).isDirectory()) return [await readOne(path, basename(path))];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return Promise.all(paths.map((file) => readOne(file, relative(path, file).split(sep).join('/'))));
}

async function readOne(path: string, name: string): Promise<{ path: string; bytes: Uint8Array }> {
  const bytes = await readFile(path);
  const packed = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return packed
    ? { path: name.replace(/\.gz$/i, ''), bytes: await unpack(bytes) }
    : { path: name, bytes };
}
