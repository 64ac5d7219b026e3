// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/**
 * SHA-256 over names and contents of files. Contents, not times: a checkout, a copy and a clone
 * of the same sources have the same stamp.
 * @param {string} root
 * @param {string[]} paths files and folders, relative to the root; one that is missing counts as such
 * @param {(path: string) => boolean} [counts] says of a file's path whether it counts
 */
export function contentStamp(root, paths, counts = () => true) {
  const hash = createHash('sha256');
  for (const path of paths.flatMap((path) => filesUnder(root, join(root, path))).sort()) {
    if (!counts(path)) continue;
    const content = readFileSync(join(root, path));
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/**
 * @param {string} root
 * @param {string} path
 * @returns {string[]} with `/` on every system
 */
function filesUnder(root, path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [relative(root, path).split(sep).join('/')];
  return readdirSync(path).flatMap((name) => filesUnder(root, join(path, name)));
}

/**
 * @param {string} file
 * @param {string} stamp
 */
export const hasStamp = (file, stamp) => existsSync(file) && readFileSync(file, 'utf8') === stamp;

/**
 * @param {string} file
 * @param {string} stamp
 */
export function putStamp(file, stamp) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, stamp);
}
