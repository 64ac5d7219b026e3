import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestApp, type TestApp } from '@/lib/server/test-app';
import { findText } from './find-text';
import { findLineage } from './find-trace';

let app: TestApp;
beforeEach(() => {
  app = openTestApp();
});
afterEach(() => app.close());

it('finds what JSON escapes as well as what it does not, and nothing of how rows are stored', async () => {
  const texts = [
    'he said "no" twice',
    'C:\\temp\\new',
    'a tab\there',
    'GRÜSSE aus Ö',
    'half \ud800 a pair',
    '\u0000 and \u001b[31m',
    'plain words, 4711',
  ];
  const id = await app.import(texts.map((text) => ({ talk: 'user', text })));
  const lineage = findLineage(app.store, id);
  const find = async (q: string) => (await findText(app.store, lineage, q)).seqs;

  expect(await find('"NO" tw')).toEqual([0]);
  expect(await find('temp\\N')).toEqual([1]);
  expect(await find('tab\th')).toEqual([2]);
  expect(await find('grüsse AUS ö')).toEqual([3]);
  expect(await find('\ud800 a')).toEqual([4]);
  expect(await find('half')).toEqual([4]);
  expect(await find('\u001b[31')).toEqual([5]);
  expect(await find('4711')).toEqual([6]);
  for (const q of ['\\\\', '\\u', 'u001b', '"text":', 'null,', '[{', 'exact'])
    expect(await find(q), q).toEqual([]);
});
