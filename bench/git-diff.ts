import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a good comparison of lines costs. Throws Error where git is not there or fails. */
export function gitDiff(folder: string, [a = '', b = '']: readonly string[]): void {
  const files = ['a.txt', 'b.txt'].map((name) => join(folder, name));
  for (const [at, file] of files.entries()) writeFileSync(file, at === 0 ? a : b);
  const { status, error, stderr } = spawnSync(
    'git',
    ['diff', '--no-index', '--no-color', '--numstat', ...files],
    { encoding: 'utf8' },
  );
  // 1: they differ.
  if (error || (status ?? 2) > 1) throw new Error(`git diff failed: ${error?.message ?? stderr}`);
}
