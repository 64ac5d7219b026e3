import { expect, it } from 'vitest';
import { runNamed } from './use-type-ahead';

const rows = ['Base', 'quick', 'Quick again', 'Slow'].map((name) => ({ node: { name } }));

it.each([
  ['q', 0, 'quick'],
  ['q', 1, 'Quick again'],
  ['q', 2, 'quick'],
  ['qu', 1, 'quick'],
  ['QUICK A', 1, 'Quick again'],
  ['b', 3, 'Base'],
  ['s', 3, 'Slow'],
  ['x', 0, undefined],
])('%s from row %i goes to %s', (typed, at, name) => {
  expect(runNamed(rows, at, typed)?.node.name).toBe(name);
});
