import { expect, it } from 'vitest';
import { leftOutWords } from './left-out';

const all = { raw: true, reasoning: true, toolResults: true, media: true };

it('says what a reader does not get', () => {
  expect(leftOutWords(all, 0)).toBeNull();
  expect(leftOutWords({ ...all, toolResults: false, raw: false }, 3)).toBe(
    'Tool results and raw bytes left out, 3 values masked.',
  );
  expect(leftOutWords({ ...all, raw: false, media: false, reasoning: false }, 0)).toBe(
    'Reasoning, attachments and raw bytes left out.',
  );
  expect(leftOutWords(all, 1)).toBe('1 value masked.');
});
