import { expect, it } from 'vitest';
import { expandBinding, isSingleKey } from './bindings';
import { keyCaps } from './key-caps';

it.each([
  ['j', ['j']],
  ['J', ['Shift+j']],
  ['?', ['?', 'Shift+?']],
  ['g g', ['g g']],
  ['g G', ['g Shift+g']],
  ['1', ['1']],
  ['Escape', ['Escape']],
  ['$mod+Enter', ['$mod+Enter']],
])('%s is heard as %j', (binding, heard) => expect(expandBinding(binding)).toEqual(heard));

it.each([
  ['j', true],
  ['Shift+x', true],
  ['g g', true],
  ['$mod+k', false],
  ['Alt+1', false],
])('%s writes: %s', (binding, single) => expect(isSingleKey(binding)).toBe(single));

it.each([
  ['$mod+Enter', 'Ctrl ↵'],
  ['J', '⇧ J'],
  ['j', 'J'],
  ['g g', 'G G'],
  ['+', '+'],
  ['/', '/'],
])('%s is printed as %s', (binding, printed) =>
  expect(
    keyCaps(binding)
      .map(({ text }) => text)
      .join(' '),
  ).toBe(printed),
);
