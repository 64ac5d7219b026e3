import { emptyReport, type FailedTest, type ReportReader, readReport } from './test-report';

/** go test: `--- FAIL: TestName`, and the line of the package behind its tests (`FAIL`, `ok`). */
export const readGoTest: ReportReader = (lines) => {
  const report = emptyReport('go test');
  /** Tests whose package is not told yet. */
  let failed: string[] = [];
  let passed: string[] = [];
  let packages = 0;
  for (const line of lines) {
    if (line.length > 2000) continue;
    const test = /^ *--- (FAIL|PASS): (\S+) \(\d[\d.]*s\)$/.exec(line);
    if (test) {
      (test[1] === 'FAIL' ? failed : passed).push(test[2] ?? '');
      continue;
    }
    const end = /^(ok {2}|FAIL)\t(\S+)(?:[\t ](.*))?$/.exec(line);
    if (!end) continue;
    const [, verdict, pkg = '', rest = ''] = end;
    packages += 1;
    if (verdict === 'ok  ' && !rest.includes('[no tests to run]')) report.passedFiles.push(pkg);
    const named = ownFailures(failed, pkg);
    // Nothing of its tests is named: it does not build, it panicked, or the output was cut.
    if (verdict === 'FAIL' && named.length === 0) {
      const message = /^\[(.{1,80})\]$/.exec(rest)?.[1] ?? null;
      report.failed.push({ id: pkg, file: pkg, message });
    }
    report.failed.push(...named);
    report.passed.push(...passed.map((name) => `${pkg}/${name}`));
    [failed, passed] = [[], []];
  }
  report.failed.push(...ownFailures(failed, null));
  report.passed.push(...passed);
  if (packages > 0)
    Object.assign(report, {
      failures: report.failed.length,
      passes: report.passed.length + report.passedFiles.length,
    });
  return readReport(report);
};

/** Without tests that failed only because one of their own subtests did. */
function ownFailures(names: readonly string[], pkg: string | null): FailedTest[] {
  const parents = new Set(
    names.flatMap((name) => {
      const cut = name.lastIndexOf('/');
      return cut < 0 ? [] : [name.slice(0, cut)];
    }),
  );
  return names
    .filter((name) => !parents.has(name))
    .map((name) => ({ id: pkg === null ? name : `${pkg}/${name}`, file: pkg, message: null }));
}
