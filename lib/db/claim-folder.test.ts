import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { claimFolder } from './claim-folder';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'retake-claim-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('is given once, and again after it was given back', () => {
  const giveBack = claimFolder(folder);
  expect(() => claimFolder(folder)).toThrow(/Another Retake is running/);
  giveBack();
  claimFolder(folder)();
});
