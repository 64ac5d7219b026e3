import { expect, it } from 'vitest';
import { rerunPrompt } from './rerun';

it('appends a hint as Bernstein does', () => {
  expect(rerunPrompt('Fix it. \n\n', 'look at the parser')).toBe(
    'Fix it.\n\nReplay hint:\nlook at the parser',
  );
  expect(rerunPrompt('Fix it. \n', '')).toBe('Fix it. \n');
  // A byte order mark is no white space to Python.
  expect(rerunPrompt('x\ufeff', 'y')).toBe('x\ufeff\n\nReplay hint:\ny');
});
