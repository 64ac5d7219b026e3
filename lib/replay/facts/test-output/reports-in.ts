import { readCargoTest } from './cargo-test';
import { readGoTest } from './go-test';
import { readJest } from './jest';
import { readJunit } from './junit';
import { readPytest } from './pytest';
import type { ReportReader, TestReport } from './test-report';
import { readVitest } from './vitest';

/** One line per framework. */
const readers: readonly ReportReader[] = [readPytest, readVitest, readGoTest, readCargoTest];

/**
 * What test frameworks say in an output; several, where a command ran several. A JUnit report is known by
 * itself, all else only in the output of a command that runs tests: a log or a source may look alike.
 */
export function reportsIn(lines: readonly string[], text: string, ranTests: boolean): TestReport[] {
  const junit = readJunit(text);
  if (junit) return [junit];
  if (!ranTests) return [];
  const found = readers.flatMap((read) => read(lines) ?? []);
  // Vitest's marks are a part of Jest's.
  const jest = found.some(({ framework }) => framework === 'vitest') ? null : readJest(lines);
  return jest ? [...found, jest] : found;
}
