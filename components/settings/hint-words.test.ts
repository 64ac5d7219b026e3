import { expect, it } from 'vitest';
import { hintWords, unknownHints } from './hint-words';

it.each([
  [{}, 'not said: counts as may change things'],
  [{ readOnly: true }, 'reads only'],
  [{ readOnly: true, openWorld: true }, 'reads only, reaches the outside'],
  [{ readOnly: false }, 'may change things'],
  [
    { readOnly: false, destructive: false, idempotent: true },
    'adds, destroys nothing, the same call twice is harmless',
  ],
  [{ destructive: true }, 'may change things'],
])('%j is "%s"', (hints, words) => {
  expect(hintWords({ ...unknownHints, ...hints })).toBe(words);
});
