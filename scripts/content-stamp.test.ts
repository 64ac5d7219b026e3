import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { contentStamp, hasStamp, putStamp } from './content-stamp.mjs';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'retake-stamp-'));
  mkdirSync(join(root, 'lib/a'), { recursive: true });
  writeFileSync(join(root, 'lib/a/x.ts'), 'one');
  writeFileSync(join(root, 'lib/y.ts'), 'two');
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

const stamp = () => contentStamp(root, ['lib', 'missing'], (path) => !path.endsWith('.test.ts'));

it('changes with names and contents, not with times or files that do not count', () => {
  const before = stamp();
  utimesSync(join(root, 'lib/y.ts'), 1, 1);
  writeFileSync(join(root, 'lib/y.test.ts'), 'three');
  expect(stamp()).toBe(before);

  writeFileSync(join(root, 'lib/y.ts'), 'Two');
  const changed = stamp();
  expect(changed).not.toBe(before);
  writeFileSync(join(root, 'lib/z.ts'), '');
  expect(stamp()).not.toBe(changed);
});

it('is kept in a file', () => {
  const file = join(root, 'out/stamp');
  expect(hasStamp(file, 'a')).toBe(false);
  putStamp(file, 'a');
  expect(hasStamp(file, 'a')).toBe(true);
  expect(hasStamp(file, 'b')).toBe(false);
});
