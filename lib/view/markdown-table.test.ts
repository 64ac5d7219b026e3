import fc from 'fast-check';
import { expect, it } from 'vitest';
import { markdownTable } from './markdown-table';

it('writes words of a trace as plain text', () => {
  const table = markdownTable(['A', 'B'], [['a|b\nc', '<img> [x](https://y) *z*']]);
  expect(table).toBe(
    '| A | B |\n| --- | --- |\n| a\\|b c | \\<img\\> \\[x\\](https\\://y) \\*z\\* |',
  );
});

it('has one line a row and one bar more than cells, whatever is in them', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string(), fc.string({ unit: 'binary' }))), (rows) => {
      const lines = markdownTable(['A', 'B'], rows).split('\n');
      expect(lines).toHaveLength(rows.length + 2);
      for (const line of lines) expect(line.replace(/\\./g, '').match(/\|/g)).toHaveLength(3);
    }),
  );
});
