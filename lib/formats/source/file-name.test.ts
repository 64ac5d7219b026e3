import { expect, it } from 'vitest';
import { baseName, stemOf } from './file-name';

it.each([
  ['run.json', 'run.json', 'run'],
  ['a/b.d/run.JSONL', 'run.JSONL', 'run'],
  ['a\\b\\run.jsonl.1', 'run.jsonl.1', 'run.jsonl.1'],
  ['a/', '', ''],
])('%s', (path, base, stem) => {
  expect(baseName(path)).toBe(base);
  expect(stemOf(path)).toBe(stem);
});
