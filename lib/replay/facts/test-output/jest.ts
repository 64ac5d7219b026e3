import { scriptIn, untimed } from './script-file';
import { emptyReport, type ReportReader, readReport } from './test-report';

/** Jest: `PASS file` and `FAIL file`, `● suite › name`, ticks under a file, `Tests: 1 failed, 6 passed`. */
export const readJest: ReportReader = (lines) => {
  const report = emptyReport('jest');
  let file: string | null = null;
  let failing = false;
  /** Suites around the present line, with how far they are indented. */
  let suites: { indent: number; name: string }[] = [];
  for (const line of lines) {
    if (line.length > 2000) continue;
    const head = /^ ?(PASS|FAIL) +(\S.*)$/.exec(line);
    const script = head ? scriptIn(head[2] ?? '') : null;
    if (script && /^(?: \(.*)?$/.test(script.rest)) {
      file = script.file;
      failing = head?.[1] === 'FAIL';
      suites = [];
      if (!failing) report.passedFiles.push(file);
      continue;
    }
    const sum = /^Tests: +(.*\d total)$/.exec(line)?.[1];
    if (sum !== undefined) {
      const count = (word: string): number =>
        Number(new RegExp(`(\\d{1,9}) ${word}`).exec(sum)?.[1] ?? 0);
      report.failures = (report.failures ?? 0) + count('failed');
      report.passes = (report.passes ?? 0) + count('passed');
      file = null;
    }
    if (file === null) continue;
    const heading = /^ {2}● (\S.*)$/.exec(line)?.[1];
    if (heading !== undefined && failing) {
      const id =
        heading === 'Test suite failed to run'
          ? file
          : [file, ...heading.split(' › ').map((word) => word.trim())].join(' > ');
      if (!heading.startsWith('Console')) report.failed.push({ id, file, message: null });
      continue;
    }
    const test = /^( +)([✓✕]) (\S.*)$/.exec(line);
    if (test) {
      const indent = test[1]?.length ?? 0;
      suites = suites.filter((suite) => suite.indent < indent);
      const id = [file, ...suites.map(({ name }) => name), untimed(test[3] ?? '')].join(' > ');
      if (test[2] === '✓') report.passed.push(id);
      else report.failed.push({ id, file, message: null });
      continue;
    }
    const suite = /^( {2,20})(\S.*)$/.exec(line);
    if (suite) {
      const indent = suite[1]?.length ?? 0;
      suites = suites.filter((other) => other.indent < indent);
      if (suites.length < 20) suites.push({ indent, name: (suite[2] ?? '').trim() });
    }
  }
  return readReport(report);
};
