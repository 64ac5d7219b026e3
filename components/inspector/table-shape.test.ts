import { describe, expect, it } from 'vitest';
import { tableShape } from './table-shape';

describe('a value as a table', () => {
  it('has the keys of all rows as columns, hostile ones too', () => {
    const rows = JSON.parse('[{"id": 1, "name": "a"}, {"name": null, "__proto__": 2}]');
    expect(tableShape(rows)?.columns).toEqual(['id', 'name', '__proto__']);
  });

  it('may have some structure in its cells', () => {
    expect(tableShape([{ id: 1, tags: ['a'] }])).not.toBeNull();
    expect(tableShape([{ id: 1, tags: ['a'], more: {} }])).toBeNull();
  });

  it.each([
    ['an empty list', []],
    ['a list of words', ['a', 'b']],
    ['objects without keys', [{}]],
    ['an object', { a: [{ b: 1 }] }],
    ['text', 'text'],
    ['rows that are too wide', [Object.fromEntries(Array.from({ length: 41 }, (_, n) => [n, n]))]],
  ])('%s is none', (_name, value) => {
    expect(tableShape(value)).toBeNull();
  });
});
