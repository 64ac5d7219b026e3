// @ts-check
import { existsSync, readFileSync } from 'node:fs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/**
 * Counts of vitest's JSON report.
 * @param {string} file
 * @param {number} code exit code of vitest
 * @returns {Counts}
 */
export function vitestCounts(file, code) {
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
  const report = JSON.parse(readFileSync(file, 'utf8'));
  /** @type {{ status: string, assertionResults: { status: string }[] }[]} */
  const files = report.testResults;
  // A file that does not load has failed, and has no failed test in it.
  const broken = files.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  );
  return noSilentFailure(code, {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  });
}

/**
 * Counts of Playwright's JSON report.
 * @param {string} file
 * @param {number} code exit code of Playwright
 * @returns {Counts}
 */
export function playwrightCounts(file, code) {
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
  const { stats } = JSON.parse(readFileSync(file, 'utf8'));
  return noSilentFailure(code, {
    passed: stats.expected,
    // A test that passes on a second try only is not one that passes.
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
  });
}

/**
 * An error outside of any test still ends the run with a code.
 * @param {number} code
 * @param {Counts} counts
 */
const noSilentFailure = (code, counts) =>
  code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;

/**
 * Adds up the lines that tests wrote by `scripts/corpus.ts`.
 * @param {string} file
 */
export function seenCounts(file) {
  const seen = { corpusFiles: 0, oracleCases: 0 };
  if (!existsSync(file)) return seen;
  for (const line of readFileSync(file, 'utf8').split('\n').filter(Boolean)) {
    const { corpusFiles = 0, oracleCases = 0 } = JSON.parse(line);
    seen.corpusFiles += corpusFiles;
    seen.oracleCases += oracleCases;
  }
  return seen;
}

/**
 * The last line of `npm test`.
 * @param {Counts[]} counts
 */
export function summary(counts) {
  const sum = (/** @type {keyof Counts} */ key) => counts.reduce((all, one) => all + one[key], 0);
  const skipped = sum('skipped') > 0 ? `, ${sum('skipped')} skipped` : '';
  return `${sum('passed')} passed, ${sum('failed')} failed${skipped}`;
}
