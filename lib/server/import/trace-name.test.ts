import { expect, it } from 'vitest';
import { traceName } from './trace-name';

it.each([
  ['runs/refund-bad.json', 'agent run', true, 'refund-bad.json'],
  ['refunds.jsonl', 'task 7', false, 'task 7'],
  ['4f1c9a52-6b1e-4d1f-9a0e-2f0d8c7b1e11.jsonl', 'Fix the parser', true, 'Fix the parser'],
  ['pasted.txt', 'Fix the parser', true, 'Fix the parser'],
  ['pasted.txt', ' ', true, 'pasted.txt'],
])('%s with %s is called %s %s', (upload, title, alone, name) => {
  expect(traceName(upload, title, alone)).toBe(name);
});
