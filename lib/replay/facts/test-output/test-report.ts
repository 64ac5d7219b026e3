/** A test that did not pass. */
export interface FailedTest {
  /** As the framework names it, with its file or package where the output tells. */
  id: string;
  /** A file, package or module; null where the output does not tell. */
  file: string | null;
  message: string | null;
}

/** What the output of a test run says, and nothing that it does not. */
export interface TestReport {
  framework: string;
  failed: FailedTest[];
  /** Ids of tests that are named as passed. */
  passed: string[];
  /** Files or packages that are named as passed whole. */
  passedFiles: string[];
  /** The figures of its last line; null where it is not there: cut off, or never reached. */
  failures: number | null;
  passes: number | null;
}

/** Reads the lines of one framework's output; null where nothing of it is there. Linear. */
export type ReportReader = (lines: readonly string[]) => TestReport | null;

/** Of one run, more names than this are counted and no more. */
export const mostTests = 5000;

export const emptyReport = (framework: string): TestReport => ({
  ...{ framework, failed: [], passed: [], passedFiles: [], failures: null, passes: null },
});

/** null where nothing was read. */
export function readReport(report: TestReport): TestReport | null {
  const { failed, passed, passedFiles, failures, passes } = report;
  const found = failed.length + passed.length + passedFiles.length > 0;
  if (!found && failures === null && passes === null) return null;
  const ids = new Set<string>();
  const once = failed.filter(({ id }) => !ids.has(id) && ids.add(id)).slice(0, mostTests);
  return {
    ...report,
    failed: once,
    passed: [...new Set(passed)].filter((id) => !ids.has(id)).slice(0, mostTests),
  };
}
