import { emptyReport, type ReportReader, readReport } from './test-report';

/** cargo test: `test module::name ... ok`, and `test result: …` of each binary, added up. */
export const readCargoTest: ReportReader = (lines) => {
  const report = emptyReport('cargo test');
  for (const line of lines) {
    if (line.length > 2000) continue;
    const test = /^test (\S.*?)(?: - should panic)? \.\.\. (ok|FAILED)$/.exec(line);
    if (test) {
      const [, id = '', verdict] = test;
      if (verdict === 'ok') report.passed.push(id);
      else report.failed.push({ id, file: moduleOf(id), message: null });
      continue;
    }
    // nextest
    const other = /^ +(PASS|FAIL) \[ *\d[\d.]*s\] +(?:\(\S+\) )?(\S+) (\S+)$/.exec(line);
    if (other) {
      const [, verdict, crate = '', id = ''] = other;
      if (verdict === 'PASS') report.passed.push(id);
      else report.failed.push({ id, file: crate, message: null });
      continue;
    }
    const sum = /^test result: (?:ok|FAILED)\. (\d+) passed; (\d+) failed;/.exec(line);
    if (sum) {
      report.passes = (report.passes ?? 0) + Number(sum[1]);
      report.failures = (report.failures ?? 0) + Number(sum[2]);
    }
  }
  return readReport(report);
};

function moduleOf(id: string): string | null {
  // A test of the documentation: `src/lib.rs - name (line 3)`.
  const file = /^(\S+\.rs) - /.exec(id)?.[1];
  if (file !== undefined) return file;
  const cut = id.lastIndexOf('::');
  return cut < 0 ? null : id.slice(0, cut);
}
