import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { playwrightCounts, seenCounts, summary, vitestCounts } from './test-counts.mjs';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'retake-counts-'));
  file = join(folder, 'report.json');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const report = (value: unknown) => writeFileSync(file, JSON.stringify(value));

const vitest = (status: string, tests: string[]) => ({
  numPassedTests: tests.filter((test) => test === 'passed').length,
  numFailedTests: tests.filter((test) => test === 'failed').length,
  numPendingTests: tests.filter((test) => test === 'skipped').length,
  numTodoTests: 0,
  testResults: [{ status, assertionResults: tests.map((test) => ({ status: test })) }],
});

it('counts what vitest reports', () => {
  report(vitest('failed', ['passed', 'passed', 'failed', 'skipped']));
  expect(vitestCounts(file, 1)).toEqual({ passed: 2, failed: 1, skipped: 1 });
});

it('counts a test file that does not load, an error outside of tests, and no report', () => {
  report(vitest('failed', []));
  expect(vitestCounts(file, 1).failed).toBe(1);
  report(vitest('passed', ['passed']));
  expect(vitestCounts(file, 1).failed).toBe(1);
  expect(vitestCounts(join(folder, 'none.json'), 1).failed).toBe(1);
});

it('counts what Playwright reports', () => {
  report({ stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 2 } });
  expect(playwrightCounts(file, 1)).toEqual({ passed: 3, failed: 2, skipped: 2 });
  report({ stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0 } });
  expect(playwrightCounts(file, 1).failed).toBe(1);
});

it('adds up what tests saw outside', () => {
  expect(seenCounts(file)).toEqual({ corpusFiles: 0, oracleCases: 0 });
  writeFileSync(file, '{"corpusFiles":3}\n{"oracleCases":5}\n{"corpusFiles":4}\n');
  expect(seenCounts(file)).toEqual({ corpusFiles: 7, oracleCases: 5 });
});

it('names skipped tests only where there are any', () => {
  const none = { passed: 1, failed: 0, skipped: 0 };
  expect(summary([none, none])).toBe('2 passed, 0 failed');
  expect(summary([none, { passed: 0, failed: 2, skipped: 3 }])).toBe(
    '1 passed, 2 failed, 3 skipped',
  );
});
